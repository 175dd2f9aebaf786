"""What adds up on the pages of a first deck."""

from __future__ import annotations

import re
from collections import defaultdict

from landing.dictionary import Company
from landing.facts import interval, overlap
from landing.proposal import Number


def sums_shown(company: Company, numbers: list[Number]) -> list[str]:
    """Rows of a page that add up in every period they share: relations to propose."""
    tables: dict[str, dict[str, dict[str, Number]]] = defaultdict(lambda: defaultdict(dict))
    for number in numbers:
        if number.is_figure and number.measure == "level" and number.period and number.unit != "%":
            tables[number.page][number.line_item][number.period] = number
    found = []
    for page, items in tables.items():
        names = [name for name, cells in items.items() if len(cells) >= 2]
        for at in range(2, len(names)):
            for size in range(2, min(6, at) + 1):
                parts = names[at - size : at]
                shared = set(items[names[at]]).intersection(*(items[part] for part in parts))
                if len(shared) >= 3 and all(
                    _adds(company, [items[part][period] for part in parts], items[names[at]][period]) for period in shared
                ):
                    found.append(f"page {page}: {' + '.join(parts)} = {names[at]} in {len(shared)} of {len(shared)} periods")
    return found


def _adds(company: Company, parts: list[Number], whole: Number) -> bool:
    bounds = [_bounds(company, part) for part in parts]
    return overlap((sum(low for low, _ in bounds), sum(high for _, high in bounds)), _bounds(company, whole))


def _bounds(company: Company, number: Number) -> tuple[float, float]:
    digits = re.sub(r"[^0-9.]", "", number.printed)
    value = float(digits or 0) * (-1 if re.match(r"[-△▲(]", number.printed) else 1)
    return interval(
        company, value, len(digits.split(".")[1]) if "." in digits else 0, number.unit, number.qualifier, number.line_item, "level"
    )
