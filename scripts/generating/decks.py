"""The decks of a generated company: what its books are, as printed, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from generating.accounts import COSTS_BELOW, Amounts, Books
from generating.profiles import UNITS, Profile

COLUMNS = ("seq", "page", "section", "label", "line_item", "measure", "period", "basis", "as_of", "printed", "unit")
Row = dict[str, str]
# a name and how many yen or cents it counts; the period a year before, and the period
Unit = tuple[str, int]
Periods = tuple[str, str]

MARGINS = {"gross_margin": "gross_profit", "operating_margin": "operating_profit", "profit_margin": "profit_attributable_to_owners"}
CASH_FLOWS = (
    *("operating_cash_flow", "investing_cash_flow", "free_cash_flow", "financing_cash_flow"),
    *("exchange_effect_on_cash", "net_change_in_cash"),
)
TREND = ("revenue", "gross_profit", "operating_profit", "profit_attributable_to_owners")


@dataclass
class Printer:
    """Writes rows of one deck; each print is the exact amount, rounded as the company rounds."""

    profile: Profile
    rows: list[Row] = field(default_factory=list)
    page: int = 0
    count: int = 0

    def turn_to(self, page: int) -> None:
        self.page, self.count = page, 0

    def add(self, item: str, measure: str, period: str, printed: str, unit: str, basis: str = "actual", as_of: str = "") -> None:
        self.count += 1
        label = item.replace("_", " ") + ("" if measure == "level" else f" {measure}")
        place = (f"{self.page * 1000 + self.count}", f"{self.page}", f"{self.page - 1}")
        cells = (*place, label, item, measure, period, basis, as_of, printed, unit)
        self.rows.append(dict(zip(COLUMNS, cells, strict=True)))

    def number(self, digits: int, is_negative: bool, places: int = 0) -> str:
        """Digits with commas, the point before the last `places`, and the company's minus."""
        text = f"{digits // 10**places:,}" + (f".{digits % 10**places:0{places}d}" if places else "")
        if not is_negative or not digits:
            return text
        return f"({text})" if self.profile.minus == "(" else self.profile.minus + text

    def money(self, item: str, measure: str, period: str, amount: int, unit: Unit, **stated: str) -> None:
        name, scale = unit
        digits = abs(amount) // scale if self.profile.truncates else (2 * abs(amount) + scale) // (2 * scale)
        is_turned = self.profile.prints_costs_negative and item == COSTS_BELOW[self.profile.standard]
        self.add(item, measure, period, self.number(digits, (amount < 0) != is_turned), name, **stated)

    def quotient(self, item: str, measure: str, period: str, above: int, below: int, places: int, unit: str, **stated: str) -> None:
        """A quotient, rounded half up."""
        digits = (2 * abs(above) * 10**places + below) // (2 * below)
        self.add(item, measure, period, self.number(digits, above < 0, places), unit, **stated)

    def growth(self, item: str, measure: str, period: str, now: int, before: int, **stated: str) -> None:
        """A rate of growth, or what is printed where there is none."""
        if now > 0 and before > 0:
            self.quotient(item, measure, period, 100 * (now - before), before, 1, "%", **stated)
        else:
            turn = "n.m." if now <= 0 and before <= 0 else "黒字転換" if now > 0 else "赤字転換"
            self.add(item, measure, period, turn, "%", **stated)


def headline(profile: Profile) -> tuple[str, ...]:
    before_tax = "ordinary_profit" if profile.standard == "JGAAP" else "profit_before_tax"
    return ("revenue", "operating_profit", before_tax, "profit_attributable_to_owners")


def print_deck(books: Books, year: int, quarter: int) -> list[Row]:
    """The rows of the deck of a quarter."""
    profile = books.profile
    printer = Printer(profile)
    large, small, _ = UNITS[profile.currency]
    now, ago = books.to_date(year, quarter, year), books.to_date(year - 1, quarter, year)
    periods = (profile.to_date(year - 1, quarter), profile.to_date(year, quarter))
    printer.turn_to(2)
    for item in headline(profile):
        for period, amounts in zip(periods, (ago, now), strict=True):
            printer.money(item, "level", period, amounts[item], large)
        printer.money(item, "yoy_change", periods[1], now[item] - ago[item], large)
        printer.growth(item, "yoy_pct", periods[1], now[item], ago[item])
    print_statements(printer, books, periods, ago, now, small)
    print_segments(printer, periods, ago, now, large)
    print_balances(printer, books, year, quarter, large)
    printer.turn_to(6)
    for item in CASH_FLOWS:
        for period, amounts in zip(periods, (ago, now), strict=True):
            printer.money(item, "level", period, amounts[item], large)
    if profile.quarters == (1, 2, 3, 4):
        print_trend(printer, books, year, quarter, large)
    print_forecast(printer, books, year, quarter, large)
    return printer.rows


def print_statements(printer: Printer, books: Books, periods: Periods, ago: Amounts, now: Amounts, unit: Unit) -> None:
    """The income statement to the date, its margins and earnings per share."""
    printer.turn_to(3)
    of_segments = {f"{name}_{item}" for name in (*printer.profile.segments, "adjustment") for item in ("revenue", "segment_profit")}
    for item in now:
        if item not in of_segments and item not in CASH_FLOWS:
            for period, amounts in zip(periods, (ago, now), strict=True):
                printer.money(item, "level", period, amounts[item], unit)
    for item, profit in MARGINS.items():
        for period, amounts in zip(periods, (ago, now), strict=True):
            printer.quotient(item, "level", period, 100 * amounts[profit], amounts["revenue"], 1, "%")
    for period, amounts in zip(periods, (ago, now), strict=True):
        earned = books.earnings_per_share(amounts)
        printer.quotient("basic_earnings_per_share", "level", period, earned, 100, 2, UNITS[printer.profile.currency][2])


def print_segments(printer: Printer, periods: Periods, ago: Amounts, now: Amounts, unit: Unit) -> None:
    """Revenue and profit of the segments, the adjustment, and what they add up to."""
    printer.turn_to(4)
    segments = printer.profile.segments
    revenue = (*(f"{name}_revenue" for name in segments), "revenue")
    profit = (*(f"{name}_segment_profit" for name in segments), "adjustment_segment_profit", "operating_profit")
    for item in revenue + profit:
        for period, amounts in zip(periods, (ago, now), strict=True):
            printer.money(item, "level", period, amounts[item], unit)
        if item != "adjustment_segment_profit":
            printer.growth(item, "yoy_pct", periods[1], now[item], ago[item])


def print_balances(printer: Printer, books: Books, year: int, quarter: int, unit: Unit) -> None:
    """The balance sheet beside that of the last year end."""
    printer.turn_to(5)
    profile = printer.profile
    at = {profile.ends_on(year, end).isoformat(): books.balances[year, end] for end in (0, quarter)}
    (before, now), date = at.values(), profile.ends_on(year, quarter).isoformat()
    for item in now:
        for period, amounts in at.items():
            printer.money(item, "level", period, amounts[item], unit)
        printer.money(item, "change", date, now[item] - before[item], unit)
    for period, amounts in at.items():
        equity = 100 * amounts["equity_attributable_to_owners"]
        printer.quotient("equity_ratio", "level", period, equity, amounts["total_assets"], 1, "%")


def print_trend(printer: Printer, books: Books, year: int, quarter: int, unit: Unit) -> None:
    """The last five quarters, and the growth of the last one."""
    printer.turn_to(7)
    of = [(year - 1, one) for one in range(quarter, 5)] + [(year, one) for one in range(1, quarter + 1)]
    for item in TREND:
        amounts = [books.flows(one, year)[item] for one in of]
        for one, amount in zip(of, amounts, strict=True):
            printer.money(item, "level", printer.profile.quarter(*one), amount, unit)
        period = printer.profile.quarter(year, quarter)
        printer.growth(item, "yoy_pct", period, amounts[-1], amounts[0])
        printer.growth(item, "qoq_pct", period, amounts[-1], amounts[-2])


def print_forecast(printer: Printer, books: Books, year: int, quarter: int, unit: Unit) -> None:
    """The forecast of the year; in the last deck of a year, of the next one."""
    printer.turn_to(8)
    profile = printer.profile
    target = year + (quarter == 4)
    # stated with the deck that opens the year, and revised in the next; drawn anew for each, so that decks in any order agree
    drawn = Random(f"{profile.company} {target} {quarter if quarter < 4 else 0}")
    last = books.to_date(target - 1, 4, year)
    for item in headline(profile):
        expected = int(last[item] * drawn.uniform(0.9, 1.2)) // unit[1] * unit[1]
        printer.money(item, "level", profile.to_date(target - 1, 4), last[item], unit)
        printer.money(item, "level", profile.to_date(target, 4), expected, unit, basis="forecast")
        printer.growth(item, "yoy_pct", profile.to_date(target, 4), expected, last[item], basis="forecast")
