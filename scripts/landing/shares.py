"""Shares that add up to a whole, as those in their places did in the last deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from landing.evidence import Reading
from landing.slots import Slot

WHOLE = 100.0
# a whole has so many parts, each of which is off by a quarter of its last digit on average
PARTS, OFF = 3, 0.25


def whole_again(slots: Sequence[Slot], readings: Sequence[Reading]) -> set[int]:
    """The numbers of wholes of the last deck's page that are there again: all of their parts, in their order, adding up."""
    by_rank = {reading.slot.rank: reading for reading in readings if reading.slot and not reading.is_new_place}
    found: set[int] = set()
    for whole in wholes(slots):
        its = [by_rank[slot.rank] for slot in whole if slot.rank in by_rank]
        orders = [reading.mark.order for reading in its]
        is_so = len(its) == len(whole) and orders == sorted(orders) and len({reading.period for reading in its}) == 1
        if is_so and adds_up([(reading.mark.value, reading.mark.decimals) for reading in its]):
            found |= {reading.mark.uid for reading in its}
    return found


def wholes(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Shares of one period that follow each other and add up to a whole, where all that follow each other do so."""
    run: list[Slot] = []
    for slot in [*slots, None]:
        is_share = slot is not None and slot.row.measure == "share_pct" and slot.row.value is not None
        if run and not (is_share and slot and (slot.row.period, slot.row.basis) == (run[0].row.period, run[0].row.basis)):
            yield from parted(run) or []
            run = []
        if is_share and slot:
            run.append(slot)


def parted(run: list[Slot]) -> list[list[Slot]] | None:
    """A run of shares parted into wholes; none where they do not add up so."""
    if not run:
        return []
    for size in range(PARTS, len(run) + 1):
        its = [(slot.row.value or 0.0, len(slot.row.digits.partition(".")[2])) for slot in run[:size]]
        if adds_up(its) and (rest := parted(run[size:])) is not None:
            return [run[:size], *rest]
    return None


def adds_up(shares: list[tuple[float, int]]) -> bool:
    return abs(sum(value for value, _ in shares) - WHOLE) <= OFF * sum(10.0**-decimals for _, decimals in shares)
