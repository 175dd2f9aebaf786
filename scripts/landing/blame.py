"""Which number is at fault where checks fail."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

# so many failing checks that share one number and no other
SEVERAL = 2


def blamed(checks: Iterable[frozenset[int]]) -> set[int]:
    """
    The numbers at fault, of checks that fail: each the one number that several checks share, and in more than any other.

    Where two numbers stand in the same failing checks nothing tells which is wrong, and neither is blamed.
    """
    left = set(checks)
    found: set[int] = set()
    while left:
        by_number: dict[int, set[frozenset[int]]] = defaultdict(set)
        for check in left:
            for number in check:
                by_number[number].add(check)
        counts = Counter({number: len(its) for number, its in by_number.items()})
        guilty = {
            number
            for number, its in by_number.items()
            if len(its) >= SEVERAL
            and frozenset.intersection(*its) == {number}
            and all(counts[other] < len(its) for check in its for other in check if other != number)
        }
        if not guilty:
            return found
        found |= guilty
        left = {check for check in left if not check & guilty}
    return found
