"""The books of a generated company: exact amounts of each quarter and balance sheet date, in yen or cents."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from generating.profiles import Profile

Amounts = dict[str, int]
Quarter = tuple[int, int]

# what leads from operating profit to profit before tax, in each standard: (line item, weight); and R&D, where it stands apart
BELOW = {
    "JGAAP": (("non_operating_income", 1), ("non_operating_expenses", -1)),
    "IFRS": (("finance_income", 1), ("finance_costs", -1)),
    "US GAAP": (("other_income_net", 1), ("interest_expense", -1)),
}
COSTS_BELOW = {"JGAAP": "non_operating_expenses", "IFRS": "finance_costs", "US GAAP": "interest_expense"}


@dataclass
class Books:
    """Flows by quarter, as first stated and as restated a year later; balances by quarter end."""

    profile: Profile
    stated: dict[Quarter, Amounts] = field(default_factory=dict)
    restated: dict[Quarter, Amounts] = field(default_factory=dict)
    balances: dict[Quarter, Amounts] = field(default_factory=dict)
    shares: int = 0

    def flows(self, of: Quarter, in_year: int) -> Amounts:
        """A quarter's flows as a deck of fiscal year `in_year` states them."""
        return self.restated.get(of, self.stated[of]) if in_year > of[0] else self.stated[of]

    def to_date(self, year: int, quarter: int, in_year: int) -> Amounts:
        quarters = [self.flows((year, one), in_year) for one in range(1, quarter + 1)]
        return {item: sum(flows[item] for flows in quarters) for item in quarters[0]}

    def earnings_per_share(self, amounts: Amounts) -> int:
        """In hundredths of a yen, or of a dollar or euro, rounded half up: what a deck prints."""
        shares = self.shares * (1 if self.profile.currency == "JPY" else 100)
        owned = amounts["profit_attributable_to_owners"]
        digits = (200 * abs(owned) + shares) // (2 * shares)
        return digits if owned >= 0 else -digits


def draw(profile: Profile, random: Random) -> Books:
    """Books from the year before the first deck to the year of the last."""
    size = 10 ** random.uniform(9.3, 12)
    # a share has some thousands of yen, or of cents, of revenue in a quarter, so that what it earns has digits to be compared by
    books = Books(profile, shares=int(size / random.uniform(100, 1000)))
    character = {
        "cost": random.uniform(0.35, 0.8),
        "sga": random.uniform(0.5, 0.95),
        "growth": random.uniform(0.9, 1.25),
        "shares_of_segments": [random.uniform(1, 4) for _ in profile.segments],
    }
    for year in range(profile.first_year - 1, profile.last_year + 1):
        for quarter in range(1, 5):
            books.stated[year, quarter] = flows_of(profile, size, character, random)
        size *= character["growth"]
    restate(books, random)
    keep_balances(books, random)
    return books


def flows_of(profile: Profile, size: float, character: dict, random: Random) -> Amounts:
    """Income statement, segments and cash flows of a quarter."""

    def part(of: float, low: float, high: float) -> int:
        return int(of * random.uniform(low, high))

    sizes = zip(profile.segments, character["shares_of_segments"], strict=True)
    flows = {f"{name}_revenue": part(size * share, 0.9, 1.2) for name, share in sizes}
    revenue = sum(flows.values())
    flows |= {"revenue": revenue, "cost_of_sales": int(revenue * character["cost"] * random.uniform(0.96, 1.04))}
    flows["gross_profit"] = revenue - flows["cost_of_sales"]
    spent = int(flows["gross_profit"] * character["sga"] * random.uniform(0.92, 1.08))
    research = spent // 4 if profile.standard == "US GAAP" else 0
    flows["sga_expenses"] = spent - research
    if research:
        flows["research_and_development"] = research
    flows["operating_profit"] = flows["gross_profit"] - spent
    profit = flows["operating_profit"]
    for item, weight in BELOW[profile.standard]:
        flows[item] = part(revenue, 0.002, 0.01)
        profit += weight * flows[item]
    if profile.standard == "JGAAP":
        flows |= {"ordinary_profit": profit, "extraordinary_income": part(revenue, 0.001, 0.004)}
        flows["extraordinary_losses"] = part(revenue, 0.001, 0.03)
        profit += flows["extraordinary_income"] - flows["extraordinary_losses"]
    flows |= {"profit_before_tax": profit, "income_tax_expense": part(abs(profit), 0.25, 0.35)}
    flows["profit"] = profit - flows["income_tax_expense"]
    flows["profit_attributable_to_non_controlling_interests"] = part(revenue, 0.001, 0.003)
    flows["profit_attributable_to_owners"] = flows["profit"] - flows["profit_attributable_to_non_controlling_interests"]
    flows["adjustment_segment_profit"] = -part(revenue, 0.005, 0.02)
    rest = flows["operating_profit"] - flows["adjustment_segment_profit"]
    for name in profile.segments[:-1]:
        flows[f"{name}_segment_profit"] = part(rest, 0.1, 0.4)
        rest -= flows[f"{name}_segment_profit"]
    flows[f"{profile.segments[-1]}_segment_profit"] = rest
    flows |= {"operating_cash_flow": part(revenue, 0.05, 0.15), "investing_cash_flow": -part(revenue, 0.03, 0.08)}
    flows |= {"financing_cash_flow": -part(revenue, 0.01, 0.05), "exchange_effect_on_cash": part(revenue, -0.01, 0.01)}
    flows["free_cash_flow"] = flows["operating_cash_flow"] + flows["investing_cash_flow"]
    flows["net_change_in_cash"] = flows["free_cash_flow"] + flows["financing_cash_flow"] + flows["exchange_effect_on_cash"]
    return flows


def restate(books: Books, random: Random) -> None:
    """The year before the restating one as it states it: some costs or some sales stand elsewhere."""
    year, profile = books.profile.restating_year, books.profile
    if year is None:
        return
    share = random.uniform(0.1, 0.2)
    for quarter in range(1, 5):
        flows = dict(books.stated[year - 1, quarter])
        if profile.restated == "costs":
            moved = int(flows["sga_expenses"] * share)
            flows["cost_of_sales"] += moved
            flows["gross_profit"] -= moved
            flows["sga_expenses"] -= moved
        else:
            first, second = profile.segments[:2]
            for item, kept in (("revenue", share), ("segment_profit", share)):
                moved = int(abs(flows[f"{first}_{item}"]) * kept)
                flows[f"{first}_{item}"] -= moved
                flows[f"{second}_{item}"] += moved
        books.restated[year - 1, quarter] = flows


def restated_items(profile: Profile) -> tuple[str, ...]:
    """The line items that the restating decks state otherwise."""
    if profile.restated == "costs":
        return ("cost_of_sales", "gross_margin", "gross_profit", "sga_expenses")
    return tuple(f"{name}_{item}" for name in profile.segments[:2] for item in ("revenue", "segment_profit"))


def keep_balances(books: Books, random: Random) -> None:
    """A balance sheet at the end of each quarter, the one before the first included."""
    first = books.profile.first_year - 1
    revenue = books.stated[first, 1]["revenue"]
    cash, fixed, minority, equity = (int(revenue * random.uniform(*ends)) for ends in ((2, 3), (1.5, 4), (0.05, 0.2), (1.5, 2.5)))
    before = (first, 0)
    for at in [before, *books.stated]:
        if at != before:
            flows = books.stated[at]
            cash += flows["net_change_in_cash"]
            fixed += int(revenue * random.uniform(0.01, 0.1))
            minority += flows["profit_attributable_to_non_controlling_interests"]
            equity += flows["profit_attributable_to_owners"]
        current = cash + int(revenue * random.uniform(1, 2))
        # what a loss takes from equity is lent
        owed = max(current + fixed - minority - equity, revenue // 3)
        fixed = owed + minority + equity - current
        long_term = int(owed * random.uniform(0.3, 0.5))
        balances = {"cash_and_cash_equivalents": cash, "current_assets": current, "non_current_assets": fixed}
        balances |= {"total_assets": current + fixed, "current_liabilities": owed - long_term, "non_current_liabilities": long_term}
        balances |= {"total_liabilities": owed, "equity_attributable_to_owners": equity, "non_controlling_interests": minority}
        balances |= {"total_equity": equity + minority, "total_liabilities_and_equity": current + fixed}
        books.balances[at] = balances
        if at[1] == 4:
            books.balances[at[0] + 1, 0] = balances
