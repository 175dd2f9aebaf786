"""What does not hold together, in words that an engineer can act on: each figure with its page and what all others leave for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import numpy as np

from auditing.conflicts import Conflict, conflicts
from auditing.relations import Interval, Relations, by_company
from auditing.system import System

SET_ASIDE = "all_relations"
FIGURES = """
    select
        figure_id, deck, page, seq, label, line_item, measure, period, basis,
        regexp_replace(print, ' .p[.] [^)]*.$', '') as print, base_unit
    from intermediate.int_figures
    where figure_id in (select unnest($ids))
    order by deck, seq
"""
MEMBERS = """
    select
        terms.relation_no, terms.relation, terms.form, terms.role, terms.weight,
        concat_ws(' ', line_items.line_item, nullif(terms.member_measure, 'level'), periods.period)
    from intermediate.int_relation_terms as terms
    left join intermediate.int_line_items as line_items on terms.member_line_item_id = line_items.line_item_id
    left join intermediate.int_periods as periods
        on terms.company = periods.company and terms.member_period_no = periods.period_no
    where terms.relation_no in (select unnest($numbers)) and terms.role <> 'whole'
    order by terms.relation_no, terms.weight desc, terms.member_period_no, terms.member_line_item_id
"""


@dataclass(frozen=True)
class Finding:
    """One conflict: what is wrong in a line, then each figure and each relation in a line of its own."""

    company: str
    title: str
    figures: tuple[str, ...]
    relations: tuple[str, ...]
    decks: frozenset[str]
    seqs: tuple[int, ...]
    what_to_do: str

    @property
    def lines(self) -> Iterator[str]:
        yield f"{self.company}: {self.title}"
        yield from (f"  - {figure}" for figure in self.figures)
        if self.relations:
            yield "  by"
            yield from (f"    {relation}" for relation in self.relations)
        yield f"  {self.what_to_do}"


def findings(connection: duckdb.DuckDBPyConnection, system: System) -> list[Finding]:
    """Every conflict of a company in a built warehouse."""
    return [told(connection, system.relations.company, found) for found in conflicts(system)]


def told(connection: duckdb.DuckDBPyConnection, company: str, found: Conflict) -> Finding:
    named = [figure.figure_id for figure in found.figures]
    rows = {row[0]: row for row in connection.execute(FIGURES, {"ids": named}).fetchall()}
    ids = list(rows)
    suspects = [figure_id for figure_id in ids if figure_id in found.left]
    excused = (suspects or ids)[0]
    return Finding(
        company,
        f"{len(ids)} figures cannot all be true, whatever is not printed",
        tuple(figure_text(rows[figure_id], found.left.get(figure_id)) for figure_id in ids),
        tuple(relation_texts(connection, [relation.number for relation in found.relations])),
        frozenset(rows[figure_id][1] for figure_id in ids),
        tuple(rows[figure_id][3] for figure_id in ids),
        "Compare them with their pages and correct the row that is wrong. Where the deck is: a row of known_discrepancies.csv with"
        f" the tie_out_id {SET_ASIDE}:{excused}, or that of another of them, which is then set aside.",
    )


def figure_text(row: tuple, left: Interval | None) -> str:
    _, deck, page, seq, label, line_item, measure, period, basis, printed, base_unit = row
    what = " ".join(word for word in (line_item, measure if measure != "level" else "", period, basis) if word)
    return f"{deck}, page {page}, seq {seq}: {printed} ({label}; {what})" + (
        f"; all others leave {interval_text(left)} {base_unit}" if left and np.all(np.isfinite(left)) else ""
    )


def interval_text(interval: Interval) -> str:
    return " to ".join(f"{end:,.4f}".rstrip("0").rstrip(".") for end in interval)


def relation_texts(connection: duckdb.DuckDBPyConnection, numbers: Iterable[int]) -> Iterator[str]:
    members: dict[int, list[tuple]] = {}
    for number, *rest in connection.execute(MEMBERS, {"numbers": list(numbers)}).fetchall():
        members.setdefault(number, []).append(tuple(rest))
    for rows in members.values():
        relation, form = rows[0][0], rows[0][1]
        by_role = {role: name for _, _, role, _, name in rows}
        if "result" in by_role and form not in ("sum",):
            yield f"{relation}: {by_role['result']} from {by_role['numerator']} and {by_role['denominator']}"
            continue
        left = [name for *_, weight, name in rows if weight < 0]
        right = [name for *_, weight, name in rows if weight > 0]
        sign = {"sum": "=", "at_most": ">=", "at_least": "<="}[form]
        yield f"{relation}: {' + '.join(left) or '100 %'} {sign} {' + '.join(right)}"


def set_aside(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Of each company the rows of known_discrepancies.csv that set a figure aside."""
    rows = connection.execute(
        "select distinct company, set_aside_by from intermediate.int_variables where set_aside_by is not null order by all"
    ).fetchall()
    return {company: [row for _, row in found] for company, found in by_company(rows).items()}


class Audited(NamedTuple):
    """What the audit says of a company: that its figures hold together, in a line, or each problem."""

    company: str
    held: list[str]
    problems: list[str]


def audit(connection: duckdb.DuckDBPyConnection, companies: list[str] | None = None) -> tuple[list[str], list[str]]:
    """What was held together, and what does not hold, of some companies of a built warehouse or of all."""
    audited = list(audit_each(connection, companies))
    return [line for one in audited for line in one.held], [problem for one in audited for problem in one.problems]


def audit_each(connection: duckdb.DuckDBPyConnection, companies: list[str] | None = None) -> Iterator[Audited]:
    """The same company by company."""
    known = [company for (company,) in connection.execute("select company from marts.companies order by company").fetchall()]
    excusing = set_aside(connection)
    for relations in Relations.of_each(connection, [company for company in known if not companies or company in companies]):
        company, system = relations.company, System(relations)
        found = findings(connection, system)
        held = (
            f"{company}: {len(relations.figures):,} figures hold together by {len(relations.relations):,}"
            f" relations over {len(system.bound):,} amounts and rates, printed or not"
        )
        problems = ["\n".join(finding.lines) for finding in found]
        problems += [
            f"seeds/reference/known_discrepancies.csv: {row} agrees with all others; take the row out"
            for row in excusing.get(company, [])
            if System.of(connection, company, heard=row).is_feasible()
        ]
        yield Audited(company, [] if found else [held], problems)
