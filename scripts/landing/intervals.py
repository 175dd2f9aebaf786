"""Arithmetic of intervals: what an amount can be where others are known as far as they are rounded."""

from __future__ import annotations

from landing.facts import Interval


def weighted(parts: list[Interval], weights: list[float]) -> Interval:
    low = sum(weight * (part[0] if weight > 0 else part[1]) for part, weight in zip(parts, weights, strict=True))
    high = sum(weight * (part[1] if weight > 0 else part[0]) for part, weight in zip(parts, weights, strict=True))
    return low, high


def difference(parts: list[Interval]) -> Interval:
    return parts[0][0] - parts[1][1], parts[0][1] - parts[1][0]


def growth(parts: list[Interval]) -> Interval | None:
    (low, high), (base_low, base_high) = parts
    if base_low <= 0:
        return None
    ends = [(one / other - 1) * 100 for one in (low, high) for other in (base_low, base_high)]
    return min(ends), max(ends)


def grow(parts: list[Interval]) -> Interval | None:
    (low, high), (slow, fast) = parts
    return (low * (1 + slow / 100), high * (1 + fast / 100)) if low > 0 and slow > -100 else None


def shrink(parts: list[Interval]) -> Interval | None:
    (low, high), (slow, fast) = parts
    return (low / (1 + fast / 100), high / (1 + slow / 100)) if low > 0 and slow > -100 else None


def growth_amount(parts: list[Interval]) -> Interval | None:
    (low, high), (slow, fast) = parts
    if low <= 0:
        return None
    ends = [one * rate / 100 for one in (low, high) for rate in (slow, fast)]
    return min(ends), max(ends)


def from_both(parts: list[Interval]) -> Interval | None:
    """An amount from its change and its rate of growth: the base is change / rate."""
    (low, high), (slow, fast) = parts
    if slow <= 0 <= fast or low <= 0 <= high:
        return None
    ends = [change * (1 + 100 / rate) for change in (low, high) for rate in (slow, fast)]
    return (min(ends), max(ends)) if min(ends) > 0 else None


def quotient(parts: list[Interval]) -> Interval | None:
    (low, high), (base_low, base_high) = parts
    if base_low <= 0:
        return None
    ends = [one / other * 100 for one in (low, high) for other in (base_low, base_high)]
    return min(ends), max(ends)


def product(parts: list[Interval]) -> Interval:
    ends = [rate * one / 100 for rate in parts[0] for one in parts[1]]
    return min(ends), max(ends)
