"""Generated companies: the same for the same seed, and sound but for what was planted."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from generating.companies import Company, generate

SEEDS = (1, 2, 3)
EARNINGS = "basic_earnings_per_share"


def amount(printed: str) -> Decimal:
    digits = Decimal(printed.strip("△▲-()").replace(",", ""))
    return digits if printed[0].isdigit() else -digits


def stated(company: Company) -> dict[str, dict[str, Decimal]]:
    """Earnings per share as printed, by deck and period."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in company.figures:
        if row["line_item"] == EARNINGS:
            found[row["deck"]][row["period"]] = amount(row["printed"])
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_earnings_per_share_never_fall_as_in_a_split_without_a_row_that_says_why(seed: int) -> None:
    """What assert_splits_are_stated asks of what is printed, whatever the rounding made of the exact amounts."""
    fallen = 0
    for number in range(1, 81):
        company = generate(number, seed)
        explained = {row["deck"] for row in company.seeds["restatements"] if row["reason"] == "real_change"}
        for deck, of_periods in stated(company).items():
            before, now = of_periods.values()
            if 0 < now <= Decimal("0.6") * before:
                fallen += 1
                assert deck in explained, (deck, before, now)
    assert fallen


@pytest.mark.parametrize("seed", SEEDS)
def test_earnings_per_share_have_digits_to_be_compared_by(seed: int) -> None:
    earned = [abs(each) for number in range(1, 81) for of in stated(generate(number, seed)).values() for each in of.values()]
    coarse = [each for each in earned if each < Decimal("0.1")]
    assert len(coarse) < 0.01 * len(earned)
