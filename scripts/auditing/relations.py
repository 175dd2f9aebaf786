"""
The relations of a company as a built warehouse has them (`int_variables`, `int_relation_terms`), as arrays.

A variable is an amount, or what is said of one (its growth, its change, its share), printed or not. A print bounds it. What can
neither be bounded nor bound anything is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

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
AT_ONCE = 50  # companies: a query reads every row of all companies, so that one for each would read them as often
QUOTIENTS = ("growth", "quotient", "multiple", "cagr")

# What a check by itself finds wrong is left out, explained or not: of a print, what other prints, the filing or a bridge of changes
# say of it; of a relation, what its own check says. So is a figure that a row sets aside.
FIGURES = """
    select company, figure_id, variable_id, lower_bound::double, upper_bound::double, lower_is_open, upper_is_open, turn
    from intermediate.int_variables as variables
    where
        company in (select unnest($companies))
        and not has_conflicting_prints
        and (set_aside_by is null or set_aside_by = $heard)
        and not exists (
            from intermediate.int_checks as checks
            where checks.fact_id = variables.fact_id and checks.status = 'inconsistent' and checks.kind in ('bridge', 'cross_print')
        )
    order by variable_id, figure_id
"""
# One row per relation. By their roles, members of a quotient are denominator, numerator, result.
RELATIONS = """
    select
        any_value(company),
        relation_no,
        any_value(form),
        any_value(years),
        list(variable_id order by role, variable_id) filter (variable_id is not null),
        list(weight::double order by role, variable_id) filter (variable_id is not null),
        coalesce(sum(100 * weight) filter (role = 'whole'), 0)::double
    from intermediate.int_relation_terms
    where company in (select unnest($companies)) and not is_contradicted
    group by relation_no
    order by relation_no
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


class Figure(NamedTuple):
    """One printed number: it bounds a variable, or tells the sign of an amount and of the one before (`turn`)."""

    figure_id: str
    variable: int
    interval: Interval
    turn: str | None


class Relation(NamedTuple):
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
        return next(cls.of_each(connection, [company], heard=heard))

    @classmethod
    def of_each(
        cls, connection: duckdb.DuckDBPyConnection, companies: Sequence[str], *, heard: str | None = None
    ) -> Iterator[Relations]:
        """The same of each of some companies, in their order."""
        for first in range(0, len(companies), AT_ONCE):
            some = companies[first : first + AT_ONCE]
            printed = by_company(connection.execute(FIGURES, {"companies": some, "heard": heard}).fetchall())
            terms = by_company(connection.execute(RELATIONS, {"companies": some}).fetchall())
            yield from (cls.made_of(company, printed.get(company, []), terms.get(company, [])) for company in some)

    @classmethod
    def made_of(cls, company: str, printed: list[tuple], terms: list[tuple]) -> Relations:
        """The rows of a company as relations."""
        met = chain((row[2] for row in printed), chain.from_iterable(row[4] for row in terms))
        index = {variable_id: place for place, variable_id in enumerate(dict.fromkeys(met))}
        relations = [relation_of(row, index) for row in terms]
        rates = {relation.variables[2] for relation in relations if relation.is_quotient}
        figures = tuple(figure_of(row, index[row[2]], rates) for row in printed)
        return cls(company, tuple(index), figures, bound(relations, {figure.variable for figure in figures}))

    @cached_property
    def components(self) -> np.ndarray:
        """For each variable the number of the component of relations that it belongs to."""
        row, variable = members_of(self.relations)
        first = np.array([relation.variables[0] for relation in self.relations], dtype=int)
        size = len(self.variable_ids)
        return connected_components(coo_array((np.ones(len(row)), (first[row], variable)), shape=(size, size)), directed=False)[1]


def by_company(rows: list[tuple]) -> dict[str, list[tuple]]:
    """Rows whose first column is their company."""
    found: dict[str, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def figure_of(row: tuple, variable: int, rates: set[int]) -> Figure:
    _, figure_id, _, lower, upper, *opens, turn = row
    if turn:
        return Figure(figure_id, variable, EVERYTHING, turn)
    open_end = OPEN_END_OF_RATE if variable in rates else OPEN_END
    return Figure(figure_id, variable, closed(lower, upper, *opens, open_end=open_end), None)


def relation_of(row: tuple, index: dict[int, int]) -> Relation:
    _, number, form, years, variable_ids, weights, constant = row
    variables = tuple(map(index.__getitem__, variable_ids))
    if form in QUOTIENTS:
        denominator, numerator, result = variables
        return Relation(number, form, years, (numerator, denominator, result), (1, -1, -1), constant)
    return Relation(number, form, years, variables, tuple(weights), constant)


def members_of(relations: Sequence[Relation]) -> tuple[np.ndarray, np.ndarray]:
    """For each member of the relations, one after the other, the place of its relation and its variable."""
    row = np.repeat(np.arange(len(relations)), np.array([len(relation.variables) for relation in relations], dtype=int))
    return row, np.fromiter(chain.from_iterable(relation.variables for relation in relations), dtype=int, count=len(row))


def bound(relations: Sequence[Relation], printed: set[int]) -> tuple[Relation, ...]:
    """Those that bind something: a relation of an amount that nothing else speaks of can always be made to hold."""
    row, variable = members_of(relations)
    is_kept = np.ones(len(relations), dtype=bool)
    spoken_of = np.zeros(variable.max(initial=-1) + 1, dtype=int)
    spoken_of[[one for one in printed if one < len(spoken_of)]] = 1
    while True:
        uses = spoken_of + np.bincount(variable[is_kept[row]], minlength=len(spoken_of))
        lacking = row[is_kept[row] & (uses[variable] < 2)]
        if not len(lacking):
            return tuple(relation for relation, kept in zip(relations, is_kept, strict=True) if kept)
        is_kept[lacking] = False
