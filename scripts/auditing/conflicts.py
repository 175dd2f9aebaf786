"""
Where not all prints can be true together: the fewest of them that cannot, and the relations that say so.

QuickXplain (Junker 2004) finds a subset that is impossible and of which no figure can be left out, and prefers what comes first.
There may be many: one is found in any order, then for each of its figures that could be the wrong one those near to it come first,
and the smallest is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from auditing.relations import Figure, Interval, Relation, bound
from auditing.system import System

T = TypeVar("T")
CENTRES = 5
MOST = 100  # figures to tell of: what is mended first often mends the others


@dataclass(frozen=True)
class Conflict:
    """Figures that cannot all be true, by these relations; what all others leave for each, where that alone would mend it."""

    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    left: dict[str, Interval]


def conflicts(system: System) -> Iterator[Conflict]:
    """Each impossible subset of a system; those after the first of a component are what remains without its figures."""
    if system.is_feasible():
        return
    left_out: dict[str, None] = {}
    for component in sorted({system.component(figure) for figure in system.relations.figures}):
        while len(left_out) < MOST and not system.holds(component, *system.bounds(dict.fromkeys(left_out))):
            found = conflict(system, component, left_out)
            yield found
            left_out |= dict.fromkeys(figure.figure_id for figure in found.figures)


def conflict(system: System, component: int, left_out: dict[str, None]) -> Conflict:
    inside = [f for f in system.relations.figures if system.component(f) == component and f.figure_id not in left_out]

    def figures_hold(kept: Sequence[Figure]) -> bool:
        return system.holds(component, *system.bounds_of(kept))

    def repaired(figure: Figure) -> bool:
        return figures_hold([other for other in inside if other is not figure])

    figures = fewest(sorted(inside, key=width), figures_hold)
    centres = [figure for figure in figures if repaired(figure)] or figures
    orders = [near(system, component, centre, inside) for centre in centres[:CENTRES]]
    figures = min((fewest(order, figures_hold) for order in orders), key=len)
    bounds = system.bounds_of(figures)

    def relations_hold(kept: Sequence[Relation]) -> bool:
        return system.holds(component, bounds[0].copy(), bounds[1].copy(), kept)

    bearing = bound(list(system.members.get(component, [])), {figure.variable for figure in figures})
    relations = fewest(bearing, relations_hold) if bearing else []
    left = {figure.figure_id: system.bounds_without(figure.figure_id, left_out) for figure in figures if repaired(figure)}
    return Conflict(tuple(sorted(figures, key=inside.index)), tuple(sorted(relations, key=lambda one: one.number)), left)


def width(figure: Figure) -> float:
    """Of the interval, against the number."""
    low, high = figure.interval
    return (high - low) / max(abs(low), abs(high), 1e-9) if np.isfinite(high - low) else np.inf


def near(system: System, component: int, centre: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """In the order of how many relations lie between them and one figure."""
    steps = {centre.variable: 0}
    reached = [centre.variable]
    while reached:
        found = {
            variable
            for relation in system.members.get(component, [])
            if not steps.keys().isdisjoint(relation.variables)
            for variable in relation.variables
        } - steps.keys()
        steps |= dict.fromkeys(found, steps[reached[-1]] + 1)
        reached = list(found)
    return sorted(figures, key=lambda figure: (steps[figure.variable], width(figure)))


def fewest(things: Sequence[T], hold: Callable[[Sequence[T]], bool]) -> list[T]:
    """A subset that does not hold and each proper subset of which does; all together do not hold."""

    def explain(background: list[T], is_changed: bool, candidates: list[T]) -> list[T]:
        if is_changed and not hold(background):
            return []
        if len(candidates) == 1:
            return candidates
        middle = len(candidates) // 2
        first, second = candidates[:middle], candidates[middle:]
        of_second = explain(background + first, True, second)
        of_first = explain(background + of_second, bool(of_second), first)
        return of_first + of_second

    return explain([], False, list(things))
