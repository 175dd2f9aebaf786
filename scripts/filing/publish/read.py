"""What a report needs of the warehouse, as the models of models/intermediate/filing say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import duckdb

from filing.publish import names


@dataclass(frozen=True)
class Concept:
    """A line item, or something else that decks say of one."""

    company: str
    line_item: str
    measure: str
    is_standard: bool
    name_ja: str
    name_en: str
    standard_name_ja: str
    standard_name_en: str
    statement: str
    statement_name_ja: str
    statement_name_en: str
    part_of: str | None
    display_order: int
    measure_no: int
    measure_is_amount: bool
    item_type: str
    numerator: str
    denominator: str | None
    period_kind: str
    balance: str | None
    taxonomy: str | None

    @property
    def prefix(self) -> str:
        return names.STANDARD if self.is_standard else names.prefix_of(self.company)

    @cached_property
    def name(self) -> str:
        return names.element_name(self.line_item, self.measure)

    @property
    def qname(self) -> str:
        return f"{self.prefix}:{self.name}"

    @property
    def unit(self) -> str | None:
        """The unit as OIM writes it; pure numbers have none."""
        if self.numerator == "xbrli:pure":
            return None
        return "/".join(names.unit_name(measure) for measure in (self.numerator, self.denominator) if measure)


@dataclass(frozen=True)
class Term:
    """A component of a calculation, or its total."""

    company: str
    calculation: str
    line_item: str
    weight: int
    is_total: bool


@dataclass(frozen=True)
class Print:
    """A printed figure: a fact, or the reason why it is none."""

    figure_id: str
    deck: str
    seq: int
    company: str
    line_item: str
    measure: str
    period: str
    starts_on: date
    ends_on: date | None
    is_instant: bool
    basis: str
    as_of: str | None
    value: Decimal | None
    decimals: int | None
    page: str
    print: str
    note: str
    omitted_because: str | None


@dataclass(frozen=True)
class Sum:
    """A calculation that a printed total has, and whether the report has all of its terms."""

    deck: str
    company: str
    calculation: str
    measure: str
    period: str
    basis: str
    as_of: str | None
    total: str
    omitted_because: str | None


@dataclass(frozen=True)
class Deck:
    """A deck, and as what Calculations 1.1 reads its decimals: `half_up` (round to nearest) or `truncate`."""

    deck: str
    company: str
    title_ja: str
    title_en: str
    company_ja: str
    company_en: str
    mode: str


@dataclass(frozen=True)
class Warehouse:
    """All that reports are written from."""

    decks: list[Deck]
    concepts: list[Concept]
    terms: list[Term]
    prints: list[Print]
    sums: list[Sum]

    @cached_property
    def by_company(self) -> dict[str, tuple[list[Concept], list[Term]]]:
        """The concepts and the calculations of each company."""
        concepts, terms = grouped(self.concepts, "company"), grouped(self.terms, "company")
        return {company: (rows, terms.get(company, [])) for company, rows in concepts.items()}

    @cached_property
    def by_deck(self) -> dict[str, tuple[list[Print], list[Sum]]]:
        """The prints and the sums of each deck."""
        prints, sums = grouped(self.prints, "deck"), grouped(self.sums, "deck")
        return {deck: (rows, sums.get(deck, [])) for deck, rows in prints.items()}


def grouped(rows: list[Any], attribute: str) -> dict[str, list[Any]]:
    """Rows by the value of an attribute, each group in its order."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return groups


CONCEPTS = """
    select company, line_item, measure, is_standard, name_ja, name_en, standard_name_ja, standard_name_en, statement,
        statement_name_ja, statement_name_en, part_of, display_order, measure_no, expressed_as = 'amount', item_type,
        numerator, denominator, period_kind, balance, taxonomy
    from {db}.intermediate.int_concepts
    order by company, display_order, line_item, measure_no
"""
TERMS = """
    select company, calculation, line_item, case when is_total then 1 else weight end, is_total
    from {db}.intermediate.int_calculations
    where comparison = 'equals'
    order by company, calculation, is_total desc, line_item
"""
PRINTS = """
    select prints.figure_id, prints.deck, prints.seq, prints.company, prints.line_item, prints.measure, prints.period,
        periods.starts_on, periods.ends_on, periods.period_type = 'instant', prints.basis, prints.as_of, prints.value,
        prints.decimals, prints.page, prints.print,
        concat_ws(': ', prints.label, prints.print) || coalesce(' [' || prints.remark || ']', ''), prints.omitted_because
    from {db}.intermediate.int_reported_prints as prints
    join {db}.marts.periods as periods on prints.company = periods.company and prints.period = periods.period
    order by prints.company, prints.deck_no, prints.seq
"""
SUMS = """
    select deck, company, calculation, measure, period, basis, as_of, total, omitted_because
    from {db}.intermediate.int_reported_sums
    order by company, deck_no, calculation, measure, period_sort, basis, as_of
"""
DECKS = """
    select decks.deck, decks.company, decks.title_ja, decks.title_en, companies.name_ja, companies.name_en, max(prints.mode)
    from {db}.marts.decks as decks
    join {db}.marts.companies as companies on decks.company = companies.company
    join {db}.intermediate.int_reported_prints as prints on decks.deck = prints.deck
    group by all
    order by decks.company, min(decks.deck_no)
"""


def read(connection: duckdb.DuckDBPyConnection, database: str) -> Warehouse:
    """All of an attached database that dbt has built."""

    def rows(query: str) -> list[tuple]:
        return connection.execute(query.format(db=database)).fetchall()

    return Warehouse(
        decks=[Deck(*row) for row in rows(DECKS)],
        concepts=[Concept(*row) for row in rows(CONCEPTS)],
        terms=[Term(*row) for row in rows(TERMS)],
        prints=[Print(*row) for row in rows(PRINTS)],
        sums=[Sum(*row) for row in rows(SUMS)],
    )
