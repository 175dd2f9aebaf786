"""
What amounts follow from each other: the judge of readings.

An amount is derived from others as the warehouse's checks have it: sums of components and of periods, growth, differences,
ratios and roll-forwards, each as an interval that follows from rounding. Nothing is tuned: two intervals share a number or not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from landing import intervals
from landing.declared import Declared
from landing.dictionary import Company
from landing.facts import Fact, Interval, Known, overlap
from landing.fiscal import DAY_ID, SPANS, name_of, parse, shifted

# a derived interval wider than this share of its middle tells little, and one narrower leaves one small number
SHARP, FINE = 0.05, 0.01
GROWTH = {"yoy_pct": 4, "qoq_pct": 1}
CHANGE = {"yoy_change": 4, "qoq_change": 1}
TOGETHER = (
    ("H", 1, (("Q", 0), ("Q", -1))),
    ("M", 2, (("H", -1), ("Q", 0))),
    ("M", 2, (("Q", 0), ("Q", -1), ("Q", -2))),
    ("FY", 3, (("M", -1), ("Q", 0))),
    ("FY", 3, (("H", 0), ("H", -2))),
    ("FY", 3, (("Q", 0), ("Q", -1), ("Q", -2), ("Q", -3))),
    ("FY", 3, (("H", -2), ("Q", -1), ("Q", 0))),
)


@dataclass(frozen=True)
class Amount:
    """An interval and the numbers of this document that it comes from."""

    low: float
    high: float
    sources: frozenset[int] = frozenset()
    kind: str = "print"
    inputs: tuple[Fact, ...] = ()
    # whether the last decks printed one of its inputs
    is_anchored: bool = False

    @property
    def bounds(self) -> Interval:
        return self.low, self.high

    @property
    def is_sharp(self) -> bool:
        return self._is_within(SHARP)

    @property
    def is_fine(self) -> bool:
        return self._is_within(FINE)

    def _is_within(self, share: float) -> bool:
        """Whether it is no wider than a share of its middle."""
        middle = abs(self.low + self.high) / 2
        return math.isfinite(middle) and self.high - self.low <= share * middle

    def is_sharp_for(self, measure: str) -> bool:
        """Rates are sharp within a point, whatever they are of."""
        if measure.endswith("_pct"):
            return self.high - self.low < 1.0
        return self.is_sharp

    @property
    def is_of_last(self) -> bool:
        return not self.sources


class Arithmetic(Declared):
    """Amounts of the landed decks and of this document, and what follows from them."""

    def __init__(self, company: Company, known: Known) -> None:
        self.company = company
        self.amounts: dict[Fact, list[Amount]] = defaultdict(list)
        for fact, prints in known.prints.items():
            self.amounts[fact] += [Amount(print_.low, print_.high) for print_ in prints]
        self.known = known
        self.cache: dict[Fact, list[Amount]] = {}
        self.sums: dict[Fact, list[Amount]] = {}
        self.summing: set[Fact] = set()

    def put(self, fact: Fact, bounds: Interval, source: int) -> None:
        self.amounts[fact].append(Amount(*bounds, frozenset({source})))
        self.cache.clear()
        self.sums.clear()

    def put_all(self, prints: list[tuple[Fact, Interval, int]]) -> None:
        for fact, bounds, source in prints:
            self.amounts[fact].append(Amount(*bounds, frozenset({source})))
        self.cache.clear()
        self.sums.clear()

    def printed(self, fact: Fact) -> list[Amount]:
        return self.amounts.get(fact, [])

    def derived(self, fact: Fact) -> list[Amount]:
        """Each way in which a fact follows from printed ones, without its own prints and what was added up from them."""
        if fact not in self.cache:
            self.cache[fact] = [amount for amount in self._derive(fact) if fact not in amount.inputs]
        return self.cache[fact]

    def _derive(self, fact: Fact) -> Iterator[Amount]:
        item, measure, period, basis = fact
        if measure == "level":
            yield from self._sums(fact)
            if self._adds_over_time(item):
                yield from self._over_time(fact)
            yield from self._grown(fact)
            yield from self._rolled(fact)
        elif measure in GROWTH:
            before = self._before(period, GROWTH[measure])
            if before:
                for base in self._bases(basis, item, str(before)):
                    yield from self._combine(
                        "growth", [(item, "level", period, basis), (item, "level", before, base)], intervals.growth
                    )
        elif measure in CHANGE:
            before = self._before(period, CHANGE[measure])
            if before:
                for base in self._bases(basis, item, str(before)):
                    yield from self._combine(
                        "change", [(item, "level", period, basis), (item, "level", before, base)], intervals.difference
                    )
                    rate = measure.replace("change", "pct")
                    yield from self._combine(
                        "change", [(item, "level", before, base), (item, rate, period, basis)], intervals.growth_amount
                    )
            yield from self._sums(fact)
        elif measure == "change":
            end = self._year_end(period)
            if end and end != period:
                yield from self._combine(
                    "change", [(item, "level", period, basis), (item, "level", end, "actual")], intervals.difference
                )
            yield from self._sums(fact)
        for numerator, denominator in self.ratios.get((item, measure), []):
            inputs = [
                (numerator, "level", self._at(numerator, period), basis),
                (denominator, "level", self._at(denominator, period), basis),
            ]
            yield from self._combine("ratio", inputs, intervals.quotient)

    def _sums(self, fact: Fact) -> Iterator[Amount]:
        item, measure, period, basis = fact
        for components in self.totals.get(item, []):
            weights = [weight for _, weight in components]
            inputs = [(component, measure, period, basis) for component, _ in components]
            yield from self._combine("sum", inputs, lambda parts, weights=weights: intervals.weighted(parts, weights))
        for total, weight, others in self.parts.get(item, []):
            weights = [1 / weight, *(-other / weight for _, other in others)]
            inputs = [(total, measure, period, basis), *((other, measure, period, basis) for other, _ in others)]
            yield from self._combine("sum", inputs, lambda parts, weights=weights: intervals.weighted(parts, weights))

    def _over_time(self, fact: Fact) -> Iterator[Amount]:
        item, measure, period, basis = fact
        read = parse(period)
        if not read:
            return
        kind, end = read
        for whole, last_quarter, parts in TOGETHER:
            # the parts end so many quarters before the whole does
            ends = [end] if whole == kind else [end - offset for part, offset in parts if part == kind]
            for whole_end in ends:
                whole_name = name_of(whole, whole_end)
                names = [name_of(part, whole_end + offset) for part, offset in parts]
                if not whole_name or None in names or (whole_end % 4 != last_quarter and whole != "H"):
                    continue
                if whole == kind and whole_name == period:
                    inputs = [(item, measure, str(name), basis) for name in names]
                    yield from self._combine("periods", inputs, lambda its: intervals.weighted(its, [1.0] * len(its)))
                elif period in names:
                    rest = [name for name in names if name != period]
                    inputs = [(item, measure, whole_name, basis), *((item, measure, str(name), basis) for name in rest)]
                    yield from self._combine(
                        "periods", inputs, lambda its: intervals.weighted(its, [1.0, *[-1.0] * (len(its) - 1)])
                    )

    def _grown(self, fact: Fact) -> Iterator[Amount]:
        item, _, period, basis = fact
        for measure, quarters in GROWTH.items():
            before, after = self._before(period, quarters), shifted(self.company.calendar, period, quarters)
            for base in self._bases(basis, item, str(before)) if before else ():
                yield from self._combine(
                    "growth", [(item, "level", str(before), base), (item, measure, period, basis)], intervals.grow
                )
            if after:
                yield from self._combine("growth", [(item, "level", after, basis), (item, measure, after, basis)], intervals.shrink)
        for measure, quarters in CHANGE.items():
            before, after = self._before(period, quarters), shifted(self.company.calendar, period, quarters)
            for base in self._bases(basis, item, str(before)) if before else ():
                inputs = [(item, "level", str(before), base), (item, measure, period, basis)]
                yield from self._combine("change", inputs, lambda its: intervals.weighted(its, [1.0, 1.0]))
            if after:
                yield from self._combine(
                    "change", [(item, "level", after, basis), (item, measure, after, basis)], intervals.difference
                )
            if before:
                rate = measure.replace("change", "pct")
                yield from self._combine(
                    "change", [(item, measure, period, basis), (item, rate, period, basis)], intervals.from_both
                )
        end = self._year_end(period)
        if end and end != period:
            inputs = [(item, "level", end, "actual"), (item, "change", period, basis)]
            yield from self._combine("change", inputs, lambda its: intervals.weighted(its, [1.0, 1.0]))
        for (ratio, measure), pairs in self.ratios.items():
            for numerator, denominator in pairs:
                if item == numerator and item != denominator:
                    inputs = [
                        (ratio, measure, self._at(ratio, period), basis),
                        (denominator, "level", self._at(denominator, period), basis),
                    ]
                    yield from self._combine("ratio", inputs, intervals.product)

    def _rolled(self, fact: Fact) -> Iterator[Amount]:
        item, _, period, basis = fact
        end = self.company.calendar.end_of(period)
        if end is None:
            return
        if item in self.rolls and DAY_ID.fullmatch(period):
            yield from self._rolled_balance(item, end, basis)
        for balance, flows in self.rolls.items():
            weight = dict(flows).get(item)
            read = parse(period)
            if weight is None or read is None:
                continue
            before = self.company.calendar.quarter_end(end - SPANS[read[0]])
            others = [(flow, other) for flow, other in flows if flow != item]
            inputs = [
                (balance, "level", self.company.calendar.quarter_end(end), basis),
                (balance, "level", before, basis),
                *((flow, "level", period, basis) for flow, _ in others),
            ]
            weights = [1 / weight, -1 / weight, *(-other / weight for _, other in others)]
            yield from self._combine("roll_forward", inputs, lambda its, weights=weights: intervals.weighted(its, weights))

    def _rolled_balance(self, item: str, end: int, basis: str) -> Iterator[Amount]:
        for kind in ("Q", "H", "M", "FY"):
            span = name_of(kind, end)
            if span:
                before = self.company.calendar.quarter_end(end - SPANS[kind])
                inputs = [(item, "level", before, basis), *((flow, "level", span, basis) for flow, _ in self.rolls[item])]
                weights = [1.0, *(weight for _, weight in self.rolls[item])]
                yield from self._combine("roll_forward", inputs, lambda its, weights=weights: intervals.weighted(its, weights))

    def _combine(self, kind: str, inputs: list[Fact], join) -> Iterator[Amount]:  # noqa: ANN001
        """One derived amount from the sharpest print of each input: of the last decks, and of this document."""
        pools = []
        for fact in inputs:
            prints = self.amounts.get(fact) or self._summed(fact)
            if not prints:
                return
            pools.append(prints)
        seen: set[frozenset[int]] = set()
        for choice in _choices(pools):
            sources = frozenset().union(*(amount.sources for amount in choice))
            if sources in seen:
                continue
            seen.add(sources)
            bounds = join([amount.bounds for amount in choice])
            if bounds and math.isfinite(bounds[0]) and math.isfinite(bounds[1]):
                through = dict.fromkeys((*inputs, *(fact for amount in choice for fact in amount.inputs)))
                is_anchored = any(not amount.sources for amount in choice)
                yield Amount(min(bounds), max(bounds), sources, kind, tuple(through), is_anchored)

    def _bases(self, basis: str, item: str, before: str) -> tuple[str, ...]:
        """What growth is measured from: what was forecast with it, else what happened."""
        return (basis,) if basis != "actual" and (item, "level", before, basis) in self.amounts else ("actual",)

    def _summed(self, fact: Fact) -> list[Amount]:
        """A level that no deck prints but its parts, or its whole, give: 1H24 from two quarters."""
        if fact[1] != "level" or not self._adds_over_time(fact[0]) or fact in self.summing:
            return []
        if fact not in self.sums:
            self.summing.add(fact)
            self.sums[fact] = list(self._over_time(fact))[:4]
            self.summing.discard(fact)
        return self.sums[fact]

    def verdicts(
        self, fact: Fact, bounds: Interval, source: int, *, ignore: frozenset[int] = frozenset()
    ) -> tuple[list[Amount], list[Amount]]:
        """What agrees with a number's being this fact, and what cannot be true if it is; nothing that the number itself gives."""
        agree, against = [], []
        own = ignore | {source}
        for amount in [*self.printed(fact), *self.derived(fact)]:
            if amount.sources & own:
                continue
            (agree if overlap(amount.bounds, bounds) else against).append(amount)
        return agree, against


def _choices(pools: list[list[Amount]]) -> Iterator[list[Amount]]:
    """The sharpest print of each, and with each other print in turn, so that no number is only proven by itself."""
    first = [min(pool, key=lambda amount: amount.high - amount.low) for pool in pools]
    yield first
    count = 0
    for at, pool in enumerate(pools):
        for amount in pool:
            if amount is not first[at] and count < 12:
                count += 1
                yield [*first[:at], amount, *first[at + 1 :]]
