"""What a company declares of its line items: sums, ratios and roll-forwards, and the periods that they compare."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from landing import intervals
from landing.dictionary import Company
from landing.facts import Known, overlap
from landing.fiscal import MONTH_ID, parse, shifted

# a sum that does not hold in so many periods was not misprinted
REFUTED = 2


class Declared:
    """The relations of a company's dictionary."""

    company: Company
    known: Known

    @cached_property
    def totals(self) -> dict[str, list[list[tuple[str, float]]]]:
        """Line item to the sums that give it, each a list of components with weights."""
        return self._calculations[0]

    @cached_property
    def parts(self) -> dict[str, list[tuple[str, float, list[tuple[str, float]]]]]:
        """Component to its sums: the total, its own weight, and the other components."""
        return self._calculations[1]

    @cached_property
    def _calculations(self) -> tuple[dict, dict]:
        grouped: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
        for row in self.company.rules("calculations", "calculation"):
            if row["comparison"] == "equals":
                grouped[row["calculation"], row["total"]].append((row["component"], float(row["weight"])))
        totals: dict[str, list] = defaultdict(list)
        parts: dict[str, list] = defaultdict(list)
        for (_, total), components in grouped.items():
            if self._is_refuted(total, components):
                continue
            totals[total].append(components)
            for component, weight in components:
                parts[component].append((total, weight, [other for other in components if other[0] != component]))
        return totals, parts

    def _is_refuted(self, total: str, components: list[tuple[str, float]]) -> bool:
        """Whether the landed decks contradict a sum in every period that they print it of, and in more than one."""
        weights = [weight for _, weight in components]
        holds = []
        for fact, prints in self.known.prints.items():
            parts = [self.known.of((item, *fact[1:])) for item, _ in components]
            if fact[:2] == (total, "level") and all(parts):
                bounds = intervals.weighted([(its[-1].low, its[-1].high) for its in parts], weights)
                holds.append(all(overlap((one.low, one.high), bounds) for one in prints))
        return len(holds) >= REFUTED and not any(holds)

    @cached_property
    def ratios(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in self.company.rules("ratios", "line_item", "measure"):
            if row["comparison"] == "quotient":
                found[row["line_item"], row["measure"]].append((row["numerator"], row["denominator"]))
        return found

    @cached_property
    def rolls(self) -> dict[str, list[tuple[str, float]]]:
        found: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for row in self.company.rules("roll_forwards", "balance"):
            found[row["balance"]].append((row["flow"], float(row["weight"])))
        return found

    def _adds_over_time(self, item: str) -> bool:
        row = self.company.line_items.get(item, {})
        return row.get("period_kind") == "duration" and row.get("unit_family") == "money"

    def _before(self, period: str, quarters: int) -> str | None:
        read = parse(period)
        if read and quarters == 1 and read[0] != "Q":
            return None
        return shifted(self.company.calendar, period, -quarters)

    def _at(self, item: str, period: str) -> str:
        """The period as the item is stated for: a balance at the end of a duration."""
        is_balance = self.company.line_items.get(item, {}).get("period_kind") == "instant"
        return self.company.calendar.closing(period) if is_balance else period

    def _year_end(self, period: str) -> str | None:
        end = self.company.calendar.end_of(period)
        if end is None or MONTH_ID.fullmatch(period):
            return None
        return self.company.calendar.quarter_end(end // 4 * 4 - 1)
