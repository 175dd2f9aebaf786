"""
The relations of a company as a built warehouse has them (`int_variables`, `int_relation_terms`), as arrays.

A variable is an amount, or what is said of one (its growth, its change, its share), printed or not. A print bounds it. What can
neither be bounded nor bound anything is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

INFINITE = 4.9e11  # bounds beyond it are the warehouse's way to say that there is none
# Solvers know no strict inequality. An end that is not included is moved in by this share of the interval's width: a hundred
# thousandth of a step, far more than the solver's tolerance and far less than what separates two prints. A rate of amounts with
# ten digits comes nearer to the end of its print than that, as one of a million does: its end moves by far less, which times the
# amount that it is a rate of is still more than the tolerance.
OPEN_END, OPEN_END_OF_RATE = 1e-5, 1e-8
QUOTIENTS = ("growth", "quotient", "multiple", "cagr")

# What a check by itself finds wrong is left out, explained or not: of a print, what other prints, the filing or a bridge of changes
# say of it; of a relation, what its own check says. So is a figure that a row sets aside.
FIGURES = """
    select figure_id, variable_id, lower_bound, upper_bound, lower_is_open, upper_is_open, turn
    from intermediate.int_variables as variables
    where
        company = $company
        and not has_conflicting_prints
        and (set_aside_by is null or set_aside_by = $heard)
        and not exists (
            from intermediate.int_checks as checks
            where checks.fact_id = variables.fact_id and checks.status = 'inconsistent' and checks.kind in ('bridge', 'cross_print')
        )
    order by variable_id, figure_id
"""
TERMS = """
    select relation_no, form, years, role, variable_id, weight
    from intermediate.int_relation_terms
    where company = $company and not is_contradicted
    order by relation_no, role, variable_id
"""

Interval = tuple[float, float]
EVERYTHING: Interval = (-np.inf, np.inf)


def closed(
    lower: float, upper: float, lower_is_open: bool = False, upper_is_open: bool = False, *, open_end: float = OPEN_END
) -> Interval:
    """An interval of prints as solvers can hold it: no sentinels for infinity, no open ends."""
    step = open_end * (upper - lower if lower > -INFINITE and upper < INFINITE else 1)
    return (
        -np.inf if lower <= -INFINITE else lower + step * lower_is_open,
        np.inf if upper >= INFINITE else upper - step * upper_is_open,
    )


@dataclass(frozen=True)
class Figure:
    """One printed number: it bounds a variable, or tells the sign of an amount and of the one before (`turn`)."""

    figure_id: str
    variable: int
    interval: Interval
    turn: str | None


@dataclass(frozen=True)
class Relation:
    """Members of a sum that is zero (`at_most`, `at_least` zero); or a numerator, a denominator and the result that they make."""

    number: int
    form: str
    years: int
    variables: tuple[int, ...]
    weights: tuple[float, ...]
    constant: float

    @property
    def is_quotient(self) -> bool:
        return self.form in QUOTIENTS


@dataclass(frozen=True)
class Relations:
    """All that binds the figures of one company."""

    company: str
    variable_ids: tuple[int, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, company: str, *, heard: str | None = None) -> Relations:
        """
        Read a company's relations from a built warehouse.

        `heard` is a row of known_discrepancies.csv whose figure is not set aside.
        """
        named = {"company": company}
        printed = connection.execute(FIGURES, named | {"heard": heard}).fetchall()
        terms = connection.execute(TERMS, named).fetchall()
        index: dict[int, int] = {}
        for variable_id in [*(row[1] for row in printed), *(row[4] for row in terms)]:
            if variable_id is not None:
                index.setdefault(variable_id, len(index))
        rates = {variable_id for _, form, _, role, variable_id, _ in terms if form in QUOTIENTS and role == "result"}
        figures = tuple(
            Figure(
                figure_id,
                index[variable_id],
                EVERYTHING
                if turn
                else closed(float(lower), float(upper), *opens, open_end=OPEN_END_OF_RATE if variable_id in rates else OPEN_END),
                turn,
            )
            for figure_id, variable_id, lower, upper, *opens, turn in printed
        )
        return cls(company, tuple(index), figures, bound(relations_of(terms, index), {figure.variable for figure in figures}))

    @cached_property
    def components(self) -> np.ndarray:
        """For each variable the number of the component of relations that it belongs to."""
        pairs = [(relation.variables[0], other) for relation in self.relations for other in relation.variables[1:]]
        size = len(self.variable_ids)
        ends = np.array(pairs or np.empty((0, 2)), dtype=int)
        return connected_components(coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size)), directed=False)[
            1
        ]


def relations_of(terms: list[tuple], index: dict[int, int]) -> list[Relation]:
    """The rows of one relation as one; in a quotient numerator, denominator, result, in this order."""
    members: dict[int, list[tuple]] = {}
    for row in terms:
        members.setdefault(row[0], []).append(row)
    found = []
    for number, rows in members.items():
        _, form, years, *_ = rows[0]
        if form in QUOTIENTS:
            by_role = {role: index[variable] for _, _, _, role, variable, _ in rows}
            variables = tuple(by_role[role] for role in ("numerator", "denominator", "result"))
            weights: tuple[float, ...] = (1, -1, -1)
        else:
            bearing = [(variable, weight) for *_, variable, weight in rows if variable is not None]
            variables = tuple(index[variable] for variable, _ in bearing)
            weights = tuple(float(weight) for _, weight in bearing)
        constant = sum(100 * float(weight) for _, _, _, role, _, weight in rows if role == "whole")
        found.append(Relation(number, form, int(years), variables, weights, constant))
    return found


def bound(relations: list[Relation], printed: set[int]) -> tuple[Relation, ...]:
    """Those that bind something: a relation of an amount that nothing else speaks of can always be made to hold."""
    kept = list(relations)
    while True:
        uses = Counter(variable for relation in kept for variable in relation.variables)
        left = [r for r in kept if all(uses[variable] > 1 or variable in printed for variable in r.variables)]
        if len(left) == len(kept):
            return tuple(kept)
        kept = left
