"""What the project's tests find in a copy of a company, and what the tables say of the checks behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import duckdb

NAMED = re.compile(r"copy([0-9]{3})_")
LEDGER_TEST, MARKS_TEST, ROW_TEST = "assert_ledger_is_whole", "assert_ledger_marks_are_landed", "assert_figures_are_valid"
# these are about the models, and a wrong figure must not trouble them; every other test of the project is asked
OF_MODELS = (
    "assert_every_possible_tie_out_is_checked",
    "assert_keys_fit",
    "assert_no_figure_is_lost",
    "assert_periods_are_gapless",
    "assert_trunks_have_their_grain",
)
OF_TEXT = (LEDGER_TEST, MARKS_TEST)
FAILING_CHECKS = """
    select checks.company, checks.tie_out_id, cast(figures.seq as varchar)
    from intermediate.int_checks as checks
    inner join marts.tie_outs as shown on checks.tie_out_id = shown.tie_out_id and not shown.is_explained
    inner join intermediate.int_check_figures as inputs on checks.check_no = inputs.check_no
    inner join intermediate.int_figures as figures on inputs.figure_id = figures.figure_id
    where checks.status in ('inconsistent', 'incomplete') and substr(figures.deck, 9) = ?
"""
LACKING = """
    select
        checks.company, checks.tie_out_id,
        line_items.line_item, inputs.measure, periods.period, checks.basis, coalesce(checks.as_of, '')
    from intermediate.int_checks as checks
    inner join marts.tie_outs as shown on checks.tie_out_id = shown.tie_out_id and not shown.is_explained
    inner join intermediate.int_check_inputs as inputs
        on checks.kind = inputs.kind and checks.relation = inputs.relation and checks.fact_id = inputs.fact_id
    inner join intermediate.int_line_items as line_items on inputs.input_line_item_id = line_items.line_item_id
    inner join intermediate.int_periods as periods
        on checks.company = periods.company and inputs.input_period_no = periods.period_no
    where checks.status = 'incomplete' and inputs.source_id is null and substr(checks.deck, 9) = ?
"""
# a check that a wrong amount would pass in one case of a thousand is worth ten bits
EVIDENCE = """
    select
        checks.company,
        sum(least(12, greatest(0, log2(
            greatest(abs(cast(printed_lower as double)), abs(cast(printed_upper as double)), 1e-9)
            / greatest(cast(printed_upper - printed_lower as double) + cast(recomputed_upper - recomputed_lower as double), 1e-9)
        ))))
    from intermediate.int_checks as checks
    inner join landing.check_kinds as kinds using (kind)
    where checks.status = 'consistent' and kinds.is_equality = 'true' and checks.recomputed_lower is not null
    group by checks.company
"""

Amount = tuple[str, str, str, str, str]


@dataclass(frozen=True, order=True)
class Failure:
    """A row that a test of the project finds, with the copy's name taken out; `warns` where it does not stop a build."""

    test: str
    cells: tuple[tuple[str, str], ...]
    warns: bool = False

    @property
    def is_of_text(self) -> bool:
        return self.test in OF_TEXT

    def cell(self, column: str) -> str:
        return dict(self.cells).get(column, "")


@dataclass(frozen=True)
class Outcome:
    """What the tests find in a copy, which rows are in a check that fails, and how much what holds would have to be by chance."""

    failures: frozenset[Failure]
    # by check that fails, the rows of the deck in it, and the amounts that it lacks: line item, measure, period, basis, as_of
    checks: dict[str, frozenset[str]] = field(default_factory=dict, hash=False)
    lacking: dict[str, frozenset[Amount]] = field(default_factory=dict, hash=False)
    # bits: of each equality that holds, how many times its intervals are narrower than the amount
    evidence: float = 0.0
    # whether all relations together contradict what is printed, where no check does and that was asked
    is_contradicted: bool = False

    @property
    def without_text(self) -> Outcome:
        """What is found where the deck's text is not at hand."""
        return replace(self, failures=frozenset(failure for failure in self.failures if not failure.is_of_text))

    @property
    def is_caught_by_checks(self) -> bool:
        """Whether something that knows neither the text nor what a row may hold stops a build."""
        return any(not failure.is_of_text and failure.test != ROW_TEST for failure in self.errors)

    @property
    def errors(self) -> frozenset[Failure]:
        """What stops a build."""
        return frozenset(failure for failure in self.failures if not failure.warns)


def failures(connection: duckdb.DuckDBPyConnection, node: dict) -> Iterator[tuple[int | None, Failure]]:
    """The rows that a test finds, each with the number of the copy that it is of; none where it does not say."""
    relation = connection.sql(node["compiled_code"])
    columns = relation.columns
    warns = node["config"]["severity"].lower() == "warn"
    for row in relation.fetchall():
        cells = ["" if cell is None else str(cell) for cell in row]
        named = NAMED.search(" ".join(cells))
        plain = tuple((column, NAMED.sub("", cell)) for column, cell in zip(columns, cells, strict=True))
        yield (int(named[1]) if named else None), Failure(node["name"], plain, warns)


def outcomes(connection: duckdb.DuckDBPyConnection, deck: str, found: list[set[Failure]]) -> list[Outcome]:
    """What was found in each copy, with the checks behind it."""
    checks, lacking = by_check(connection, FAILING_CHECKS, deck), by_check(connection, LACKING, deck)
    evidence = {number_of(name): float(bits) for name, bits in connection.execute(EVIDENCE).fetchall()}
    return [
        Outcome(frozenset(failures), checks.get(number, {}), lacking.get(number, {}), evidence.get(number, 0.0))
        for number, failures in enumerate(found)
    ]


def by_check(connection: duckdb.DuckDBPyConnection, query: str, deck: str) -> dict[int, dict[str, frozenset]]:
    """By copy and check, what a query finds of it."""
    found: dict[int, dict[str, set]] = {}
    for name, tie_out, *rest in connection.execute(query, [deck]).fetchall():
        its = found.setdefault(number_of(name), {}).setdefault(NAMED.sub("", tie_out), set())
        its.add(rest[0] if len(rest) == 1 else tuple(rest))
    return {number: {check: frozenset(its) for check, its in checks.items()} for number, checks in found.items()}


def number_of(company: str) -> int:
    named = NAMED.match(company)
    assert named, company
    return int(named[1])
