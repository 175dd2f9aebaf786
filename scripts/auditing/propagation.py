"""
Intervals carried over relations until nothing gets narrower: what one relation at a time tells of each variable.

Sound and cheap, but not all that the relations tell together; that takes a linear programme. It starts from here, for a quotient
is linear only between known bounds of its result and over a base that is known to be positive.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from auditing.relations import Relation, members_of

LEAST_GAIN = 1e-4  # of an interval's width; less is not worth another round
ROUNDS = 60
SLACK = 1e-8  # what adding up doubles may cost; a step of OPEN_END is more where amounts are
ROUNDING = 4e-15  # and of an amount of billions, whose doubles are further apart, by its size


class Propagation:
    """The relations as arrays, so that thousands of questions can be asked of them."""

    def __init__(self, relations: Sequence[Relation]) -> None:
        sums = [relation for relation in relations if not relation.is_quotient]
        lengths = [len(relation.variables) for relation in sums]
        self.starts = np.concatenate([[0], np.cumsum(lengths)])[:-1].astype(int)
        self.row, self.variable = members_of(sums)
        self.weight = np.array([weight for relation in sums for weight in relation.weights], dtype=float)
        self.constant = np.array([relation.constant for relation in sums], dtype=float)[self.row]
        self.has_floor = np.array([relation.form != "at_most" for relation in sums], dtype=bool)[self.row]
        self.has_ceiling = np.array([relation.form != "at_least" for relation in sums], dtype=bool)[self.row]
        quotients = [relation for relation in relations if relation.is_quotient]
        ends = np.array([relation.variables for relation in quotients], dtype=int).reshape(-1, 3)
        self.numerator, self.denominator, self.result = ends.T
        # those that it narrows; whether another's bounds cross is for its own relations to say
        self.own = np.unique(np.concatenate([self.variable, ends.ravel()]))
        self.years = np.array([relation.years for relation in quotients], dtype=float)
        self.offset = np.array([relation.form in ("growth", "cagr") for relation in quotients], dtype=float)
        self.scale = np.array([1.0 if relation.form == "multiple" else 100.0 for relation in quotients])

    def run(self, lower: np.ndarray, upper: np.ndarray) -> bool:
        """Narrow the bounds in place; False where nothing is left of one that the relations are of."""
        is_unstated = np.isneginf(lower[self.denominator])
        for _ in range(ROUNDS):
            width = upper - lower
            before = lower.copy(), upper.copy()
            if len(self.starts):
                self.narrow_sums(lower, upper)
            if len(self.numerator):
                self.narrow_quotients(lower, upper, is_unstated)
            crossed = self.own[lower[self.own] > upper[self.own]]
            if np.any(lower[crossed] > upper[crossed] + np.maximum(SLACK, ROUNDING * np.abs(upper[crossed]))):
                return False
            lower[crossed] = upper[crossed] = (lower[crossed] + upper[crossed]) / 2
            least = LEAST_GAIN * np.where(np.isfinite(width), width, 0)
            if not np.any((lower > before[0] + least) | (upper < before[1] - least)):
                return True
        return True

    def narrow_sums(self, lower: np.ndarray, upper: np.ndarray) -> None:
        """Each member is what the others leave."""
        variable, weight = self.variable, self.weight
        is_plus = weight > 0
        low, high = lower[variable], upper[variable]
        least = self.rest(weight * np.where(is_plus, low, high))
        most = self.rest(weight * np.where(is_plus, high, low))
        floor = np.where(self.has_floor, -self.constant - most, -np.inf)
        ceiling = np.where(self.has_ceiling, -self.constant - least, np.inf)
        np.maximum.at(lower, variable, np.where(is_plus, floor, -ceiling) / np.abs(weight))
        np.minimum.at(upper, variable, np.where(is_plus, ceiling, -floor) / np.abs(weight))

    def rest(self, ends: np.ndarray) -> np.ndarray:
        """For each member the sum of all others, infinite where one of them is."""
        infinite = np.isinf(ends)
        finite = np.where(infinite, 0, ends)
        sums = np.add.reduceat(finite, self.starts)[self.row] - finite
        others = np.add.reduceat(infinite.astype(int), self.starts)[self.row] - infinite
        sign = np.sign(np.add.reduceat(np.where(infinite, np.sign(ends), 0), self.starts))[self.row]
        # ends of one call are infinite in one direction alone
        return np.where(others > 0, np.where(sign == 0, 1, sign) * np.inf, sums)

    def factor(self, result: np.ndarray) -> np.ndarray:
        return np.maximum(self.offset + result / self.scale, np.where(self.years > 1, 0, -np.inf)) ** self.years

    def of_factor(self, factor: np.ndarray) -> np.ndarray:
        root = np.where(self.years > 1, np.maximum(factor, 0) ** (1 / self.years), factor)
        return self.scale * (root - self.offset)

    def narrow_quotients(self, lower: np.ndarray, upper: np.ndarray, is_unstated: np.ndarray) -> None:
        """Numerator = factor * denominator, once the denominator is known to be positive."""
        numerator, denominator, result = self.numerator, self.denominator, self.result
        least, most = self.factor(lower[result]), self.factor(upper[result])
        with np.errstate(all="ignore"):
            # a rate is printed of a positive base: where amount and rate are positive, a base that nothing states is too; of
            # one that is stated and can be zero, the rate says nothing, as in the checks
            is_positive = (lower[numerator] > 0) & (least > 0) & np.isfinite(most)
            floor = np.where(is_positive & is_unstated, (1 - 1e-12) * lower[numerator] / most, -np.inf)
            np.maximum.at(lower, denominator, floor)
            known = lower[denominator] > 0
            low, high = lower[denominator], upper[denominator]
            floor = np.where(least > 0, least * low, np.where(least == 0, 0, least * high))
            ceiling = np.where(most > 0, most * high, np.where(most == 0, 0, most * low))
            np.maximum.at(lower, numerator, np.where(known, floor, -np.inf))
            np.minimum.at(upper, numerator, np.where(known, ceiling, np.inf))
            np.minimum.at(upper, denominator, np.where(known & is_positive, upper[numerator] / least, np.inf))
            low, high = lower[denominator], upper[denominator]
            floor = np.where(lower[numerator] >= 0, lower[numerator] / high, lower[numerator] / low)
            ceiling = np.where(upper[numerator] >= 0, upper[numerator] / low, upper[numerator] / high)
            np.maximum.at(lower, result, np.where(known, self.of_factor(floor), -np.inf))
            np.minimum.at(upper, result, np.where(known, self.of_factor(ceiling), np.inf))
