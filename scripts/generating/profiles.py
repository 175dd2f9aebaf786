"""Who a generated company is: its currency, rounding, signs, fiscal year, segments, and how often it reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

# what is printed in, and how many of the smallest unit (yen, cents) each counts: the highlights, and the statements
UNITS = {
    "JPY": (("百万円", 10**6), ("千円", 10**3), "円"),
    "USD": (("$ million", 10**8), ("$ thousand", 10**5), "$"),
    "EUR": (("€ million", 10**8), ("€ thousand", 10**5), "€"),
}
STANDARDS = {"JPY": ("JGAAP", "IFRS"), "USD": ("US GAAP",), "EUR": ("IFRS",)}
MARKETS = ("domestic", "overseas", "devices", "services", "materials", "software", "retail", "logistics", "energy", "health")
FIRST_YEAR = 2019


@dataclass(frozen=True)
class Profile:
    """A company's profile, and the years of which it has decks."""

    company: str
    currency: str
    standard: str
    truncates: bool
    minus: str
    named_by: str
    start_month: int
    quarters: tuple[int, ...]
    segments: tuple[str, ...]
    prints_costs_negative: bool
    first_year: int
    years: int
    restated: str

    @property
    def last_year(self) -> int:
        return self.first_year + self.years - 1

    @property
    def restating_year(self) -> int | None:
        """The fiscal year whose decks restate the year before; a company with one year of decks has stated nothing to restate."""
        return self.first_year + 1 if self.restated and self.years > 1 else None

    def name_of_year(self, year: int) -> str:
        """The digits that name the fiscal year which starts in `year`."""
        return f"{(year + (self.named_by == 'end' and self.start_month > 1)) % 100:02d}"

    def quarter(self, year: int, quarter: int) -> str:
        return f"{quarter}Q{self.name_of_year(year)}"

    def to_date(self, year: int, quarter: int) -> str:
        """The period from the start of the year to the end of the quarter."""
        return {1: "1Q", 2: "1H", 3: "9M", 4: "FY"}[quarter] + self.name_of_year(year)

    def ends_on(self, year: int, quarter: int) -> date:
        """The last day of a quarter; of quarter 0, of the year before."""
        months = self.start_month - 1 + 3 * quarter
        return date(year + months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def published_on(self, year: int, quarter: int) -> date:
        return self.ends_on(year, quarter) + timedelta(days=40)

    def deck(self, year: int, quarter: int) -> str:
        return f"{self.company}_{quarter}q{self.name_of_year(year)}"


def draw(number: int, random: Random) -> Profile:
    """The profile of the company with this number."""
    currency = random.choices(("JPY", "USD", "EUR"), (8, 1, 1))[0]
    standard = random.choice(STANDARDS[currency])
    return Profile(
        company=f"g{number:05d}",
        currency=currency,
        standard=standard,
        truncates=currency == "JPY" and random.random() < 0.7,
        minus=random.choice(("△", "▲", "-")) if currency == "JPY" else random.choice(("-", "(")),
        named_by=random.choice(("start", "end")),
        start_month=random.choices((1, 4, 7, 10), (3, 6, 1, 1))[0],
        quarters=random.choices(((1, 2, 3, 4), (2, 4)), (4, 1))[0],
        segments=tuple(random.sample(MARKETS, random.randint(2, 4))),
        prints_costs_negative=random.random() < 0.2,
        first_year=FIRST_YEAR + random.randint(0, 3),
        years=random.randint(1, 3),
        restated=random.choice(("", "costs", "segments")),
    )
