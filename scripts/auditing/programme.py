"""The relations of one component as a linear programme: can all prints be true at once, and what can one amount be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, hstack, vstack

from auditing.propagation import Propagation
from auditing.relations import Interval, Relation

# more than adding up doubles of ten trillions costs, and half of what an end of thousands moves that is not included
TOLERANCE = 5e-9
GRID = 2.0**12  # points between an amount and the next whole one
OPTIONS = {"primal_feasibility_tolerance": TOLERANCE, "dual_feasibility_tolerance": TOLERANCE}
SOLVED, INFEASIBLE = 0, 2


class Programme:
    """
    Rows over the variables of some relations, at most zero or equal to a constant. A quotient is two rows: the numerator is at
    most, and at least, the denominator times the factor that the result's upper, and lower, bound stands for. It is linear for
    given bounds, so each question brings its own.
    """

    def __init__(self, relations: Sequence[Relation]) -> None:
        self.variables = np.array(sorted({variable for relation in relations for variable in relation.variables}), dtype=int)
        self.propagation = Propagation(relations)
        self.quotients = [relation for relation in relations if relation.is_quotient]
        sums = [relation for relation in relations if not relation.is_quotient]
        equal = [relation for relation in sums if relation.form == "sum"]
        self.equal = self.matrix([(relation.variables, relation.weights) for relation in equal])
        self.equal_to = np.array([-relation.constant for relation in equal])
        apart = [(relation, 1 if relation.form == "at_most" else -1) for relation in sums if relation.form != "sum"]
        self.at_most = self.matrix([(relation.variables, [sign * w for w in relation.weights]) for relation, sign in apart])

    def matrix(self, rows: Sequence[tuple[Sequence[int], Sequence[float]]]) -> csr_array:
        data = np.array([weight for _, weights in rows for weight in weights], dtype=float)
        columns = self.places(np.array([variable for variables, _ in rows for variable in variables], dtype=int))
        starts = np.concatenate([[0], np.cumsum([len(variables) for variables, _ in rows])]).astype(int)
        return csr_array((data, columns, starts), shape=(len(rows), len(self.variables)))

    def rows(self, lower: np.ndarray, upper: np.ndarray, without: int | None = None) -> csr_array:
        """All inequalities, except those of the quotient whose result is `without`."""
        numerator, denominator = self.propagation.numerator, self.propagation.denominator
        least, most = self.propagation.factor(lower[self.results]), self.propagation.factor(upper[self.results])
        is_linear = (self.results != (-1 if without is None else without)) & (lower[denominator] > 0)
        bounded = []
        for factor, sign in ((most, 1), (least, -1)):
            (at,) = np.nonzero(is_linear & np.isfinite(factor))
            columns = np.column_stack([self.places(numerator[at]), self.places(denominator[at])])
            weights = sign * np.column_stack([np.ones(len(at)), -factor[at]])
            starts = np.arange(0, 2 * len(at) + 1, 2)
            bounded.append(csr_array((weights.ravel(), columns.ravel(), starts), shape=(len(at), len(self.variables))))
        return vstack([self.at_most, *bounded], format="csr")

    def places(self, variables: np.ndarray | int) -> np.ndarray | np.intp:
        """The columns of variables, or of one; all are of the relations."""
        return np.searchsorted(self.variables, variables)

    @property
    def results(self) -> np.ndarray:
        return self.propagation.result

    def solve(self, objective: np.ndarray, rows: csr_array, lower: np.ndarray, upper: np.ndarray) -> OptimizeResult:
        """
        The least of an objective. The solver is given how far each amount is from the middle of its bounds, for its tolerance is
        absolute, and below what a double of billions can tell. Middles are on a grid on which doubles add up exactly: relations
        that follow from each other must not differ by what rounding left.
        """
        bounds = np.column_stack([lower[self.variables], upper[self.variables]])
        known = np.where(np.isfinite(bounds), bounds, np.where(np.isfinite(bounds[:, ::-1]), bounds[:, ::-1], 0.0))
        middle = np.round(known.mean(axis=1) * GRID) / GRID
        found = linprog(
            objective,
            A_ub=rows,
            b_ub=-(rows @ middle),
            A_eq=self.equal,
            b_eq=self.equal_to - self.equal @ middle,
            bounds=bounds - middle[:, None],
            method="highs",
            options=OPTIONS,
        )
        if found.fun is not None:
            found.fun += float(objective @ middle)
        return found

    def is_feasible(self, lower: np.ndarray, upper: np.ndarray) -> bool:
        """Whether anything satisfies all rows; a solver that cannot tell is an error, never a yes."""
        found = self.solve(np.zeros(len(self.variables)), self.rows(lower, upper), lower, upper)
        if found.status in (SOLVED, INFEASIBLE):
            return found.status == SOLVED
        # without an objective nothing is unbounded
        if "nfeasible" in found.message:
            return False
        raise RuntimeError(f"HiGHS does not say whether the relations can hold together: {found.message}")

    def reach(self, variable: int, lower: np.ndarray, upper: np.ndarray) -> Interval:
        """The least and the most that a variable can be."""
        rows = self.rows(lower, upper, without=variable)
        objective = np.zeros(len(self.variables))
        objective[self.places(variable)] = 1
        low, high = (
            sign * found.fun if (found := self.solve(sign * objective, rows, lower, upper)).status == SOLVED else -sign * np.inf
            for sign in (1, -1)
        )
        for place, relation in enumerate(self.quotients):
            if relation.variables[2] == variable and lower[relation.variables[1]] > 0:
                least, most = self.reach_of_quotient(relation, place, rows, lower, upper)
                low, high = max(low, least), min(high, most)
        return low, high

    def reach_of_quotient(self, relation: Relation, place: int, rows: csr_array, lower: np.ndarray, upper: np.ndarray) -> Interval:
        """The same of numerator / denominator, all variables divided by the denominator (Charnes and Cooper)."""
        size = len(self.variables)
        low, high = lower[self.variables], upper[self.variables]
        bounded = [csr_array(np.empty((0, size + 1)))]
        for ends, sign in ((high, 1), (low, -1)):
            (at,) = np.nonzero(np.isfinite(ends))
            picked = csr_array((np.full(len(at), float(sign)), (np.arange(len(at)), at)), shape=(len(at), size))
            bounded.append(hstack([picked, csr_array(-sign * ends[at][:, None])]))
        inequalities = vstack([hstack([rows, csr_array((rows.shape[0], 1))]), *bounded], format="csr")
        one = csr_array(([1.0], ([0], [self.places(relation.variables[1])])), shape=(1, size + 1))
        equalities = vstack([hstack([self.equal, csr_array(-self.equal_to[:, None])]), one], format="csr")
        objective = np.zeros(size + 1)
        objective[self.places(relation.variables[0])] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * objective,
                A_ub=inequalities,
                b_ub=np.zeros(inequalities.shape[0]),
                A_eq=equalities,
                b_eq=np.append(np.zeros(self.equal.shape[0]), 1),
                bounds=[(None, None)] * size + [(0, None)],
                method="highs",
                options=OPTIONS,
            )
            factors = np.full(len(self.quotients), sign * found.fun if found.status == SOLVED else -sign * np.inf)
            ends.append(float(self.propagation.of_factor(factors)[place]))
        return ends[0], ends[1]
