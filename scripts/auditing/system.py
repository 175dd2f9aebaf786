"""
All relations of one company at once: which amounts, printed or not, satisfy every print, and what any one print can still be.

    system = System.of(connection, "iij")       # a built warehouse
    system.is_feasible()                        # can all prints be true together?
    system.bounds_without(figure_id)            # what all others leave for one print
    system.shows(figure_id, (low, high))        # would that print, instead, be impossible?
    system.is_possible({figure_id: (low, high), other_id: None})

Bounds are in the unit and with the sign of `figure_audit`. They hold for a print that stands alone: one whose line item, period
or measure is wrong is another system. A quotient is linear between the bounds of its result, so `is_possible` is exact for a
result that is printed, and may call possible, never impossible, what is not where a quotient's result is printed nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import duckdb
import numpy as np

from auditing.programme import Programme
from auditing.propagation import SLACK
from auditing.relations import EVERYTHING, Figure, Interval, Relation, Relations

# of a deck's word: the sign of what a rate is from, and of what it is to
TURNS = {"turned_to_profit": (-1, 1), "turned_to_loss": (1, -1), "loss_widened": (-1, -1), "loss_narrowed": (-1, -1)}


def can_hold(programme: Programme, lower: np.ndarray, upper: np.ndarray) -> bool:
    """Whether relations can all hold within bounds, which are narrowed in place."""
    return programme.propagation.run(lower, upper) and (not len(programme.variables) or programme.is_feasible(lower, upper))


class System:
    """The system of one company. Questions bear on one component of relations each, and are asked of that alone."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations
        self.figures = {figure.figure_id: figure for figure in relations.figures}
        self.programmes: dict[int, Programme] = {}
        self.known: dict[tuple[str, ...], Interval] = {}
        members: dict[int, list] = {}
        for relation in relations.relations:
            members.setdefault(int(relations.components[relation.variables[0]]), []).append(relation)
        self.members = members

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, company: str, *, heard: str | None = None) -> System:
        """The system of a company in a built warehouse; `heard` as of `Relations.of`."""
        return cls(Relations.of(connection, company, heard=heard))

    def programme(self, component: int) -> Programme:
        if component not in self.programmes:
            self.programmes[component] = Programme(self.members.get(component, []))
        return self.programmes[component]

    @property
    def bound(self) -> set[int]:
        """The variables that any relation is of."""
        return {variable for relation in self.relations.relations for variable in relation.variables}

    def component(self, figure: Figure) -> int:
        return int(self.relations.components[figure.variable])

    def bounds(self, replacements: Mapping[str, Interval | None]) -> tuple[np.ndarray, np.ndarray]:
        """What the prints alone say of each variable, with some of them replaced, or left out."""
        return self.bounds_of(self.relations.figures, replacements)

    def bounds_of(
        self, figures: Iterable[Figure], replacements: Mapping[str, Interval | None] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same of some prints."""
        lower = np.full(len(self.relations.variable_ids), -np.inf)
        upper = -lower
        words: dict[int, str] = {}
        for figure in figures:
            replaced = (replacements or {}).get(figure.figure_id, figure.interval)
            if replaced is not None:
                lower[figure.variable] = max(lower[figure.variable], replaced[0])
                upper[figure.variable] = min(upper[figure.variable], replaced[1])
                if figure.turn:
                    words[figure.variable] = figure.turn
        for base, amount, turn in self.turns(words):
            for variable, sign in zip((base, amount), TURNS.get(turn, (0, 0)), strict=True):
                lower[variable] = max(lower[variable], 0) if sign > 0 else lower[variable]
                upper[variable] = min(upper[variable], 0) if sign < 0 else upper[variable]
        return lower, upper

    def turns(self, words: Mapping[int, str]) -> list[tuple[int, int, str]]:
        """Base, amount and the word that stands in the place of the rate between them."""
        quotients = [relation for relation in self.relations.relations if relation.is_quotient] if words else []
        return [(r.variables[1], r.variables[0], words[r.variables[2]]) for r in quotients if r.variables[2] in words]

    def is_feasible(self, known: dict[bytes, bool] | None = None) -> bool:
        """
        Whether one set of amounts satisfies all prints and all relations. Components are asked together, which costs less than
        one by one; with what is `known` of components, each that is not known by itself.
        """
        lower, upper = self.bounds({})
        if np.any(lower > upper):
            return False
        if known is None:
            return can_hold(Programme(self.relations.relations), lower, upper)
        for component in self.members:
            said = self.said(component, lower, upper)
            if said not in known:
                known[said] = self.holds(component, lower, upper)
            if not known[said]:
                return False
        return True

    def said(self, component: int, lower: np.ndarray, upper: np.ndarray) -> bytes:
        """All that a component says, alike in systems that differ elsewhere."""
        (inside,) = np.nonzero(self.relations.components == component)
        at = {int(variable): place for place, variable in enumerate(inside)}
        relations = sorted(
            (relation.form, relation.years, relation.constant, tuple(at[v] for v in relation.variables), relation.weights)
            for relation in self.members[component]
        )
        return sha256(repr(relations).encode() + lower[inside].tobytes() + upper[inside].tobytes()).digest()

    def is_possible(self, replacements: Mapping[str, Interval | None]) -> bool:
        """The same with some prints replaced by others, given as intervals, or left out; asked of the components they are in."""
        lower, upper = self.bounds(replacements)
        asked = {self.component(self.figures[figure_id]) for figure_id in replacements} or set(self.members)
        return all(self.holds(component, lower, upper) for component in asked) and not np.any(lower > upper)

    def holds(self, component: int, lower: np.ndarray, upper: np.ndarray, relations: Sequence[Relation] | None = None) -> bool:
        """Whether the relations of a component, or some of them, can all hold within bounds, which are narrowed in place."""
        programme = self.programme(component) if relations is None else Programme(relations)
        inside = self.relations.components == component
        return not np.any(lower[inside] > upper[inside]) and can_hold(programme, lower, upper)

    def bounds_without(self, figure_id: str, others: Iterable[str] = ()) -> Interval:
        """The least and the most that a figure can be, given all others, or all but some; kept, for thousands of questions."""
        left_out = (figure_id, *others)
        if left_out not in self.known:
            figure = self.figures[figure_id]
            lower, upper = self.bounds(dict.fromkeys(left_out))
            programme = self.programme(self.component(figure))
            if figure.turn:
                self.known[left_out] = EVERYTHING
            elif figure.variable not in programme.variables:
                self.known[left_out] = (float(lower[figure.variable]), float(upper[figure.variable]))
            else:
                programme.propagation.run(lower, upper)
                self.known[left_out] = programme.reach(figure.variable, lower, upper)
        return self.known[left_out]

    def shows(self, figure_id: str, replaced: Interval) -> bool:
        """Whether an error that prints another number at this place would contradict the rest of the deck."""
        low, high = self.bounds_without(figure_id)
        if np.isinf(low) and np.isinf(high):
            # a quotient over a base whose sign the print itself tells
            return not self.is_possible({figure_id: replaced})
        return replaced[0] > high + SLACK or replaced[1] < low - SLACK
