"""A company's calendar: the name of the period between two dates. The same years as `models/intermediate/calendar/` makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from landing.proposal import LandingError

DAY = timedelta(days=1)
QUARTER_ENDS = ("first_quarter_ends_on", "second_quarter_ends_on", "third_quarter_ends_on")


@dataclass(frozen=True)
class Year:
    """A fiscal year: the number in its name, its days, and the last day of each of its quarters."""

    number: int
    starts_on: date
    ends_on: date
    quarters: tuple[date, ...]

    @property
    def short(self) -> str:
        return f"{self.number % 100:02}"


def first_of(month: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class Calendar:
    """The fiscal years of a company, by its profile and the years that are listed as exceptions."""

    profile: dict[str, str]
    exceptions: tuple[dict[str, str], ...]

    @cached_property
    def start_month(self) -> int:
        try:
            return int(self.profile["fiscal_year_start_month"])
        except ValueError:
            raise LandingError(
                f"seeds/reference/companies.csv, {self.profile['company']}: fiscal_year_start_month "
                f"{self.profile['fiscal_year_start_month']!r} is no month from 1 to 12"
            ) from None

    @cached_property
    def closing_day(self) -> int:
        day = self.profile["closing_day"]
        return int(day) if day.isdecimal() else 0

    @cached_property
    def offset(self) -> int:
        """By how much the number of a year's name exceeds the calendar year that it starts in."""
        named_by_end = self.profile["fiscal_year_named_by"] == "end"
        return 1 if named_by_end and (self.start_month > 1 or self.closing_day) else 0

    @cached_property
    def listed(self) -> dict[int, dict[str, date]]:
        """The exceptions, by the number of the year."""
        try:
            return {
                int(row["fiscal_year"]): {
                    name: date.fromisoformat(row[name]) for name in ("starts_on", *QUARTER_ENDS, "ends_on") if row[name]
                }
                for row in self.exceptions
            }
        except ValueError as error:
            raise LandingError(f"seeds/reference/fiscal_years.csv, {self.profile['company']}: {error}") from None

    def month_starts_on(self, month: int) -> date:
        return first_of(month) + self.closing_day * DAY

    def month_of(self, day: date) -> int:
        """The fiscal month that a day lies in."""
        shifted = day - self.closing_day * DAY
        return shifted.year * 12 + shifted.month - 1

    def starts_month(self, day: date) -> bool:
        return self.month_starts_on(self.month_of(day)) == day

    def year(self, number: int) -> Year:
        said = self.listed.get(number, {})
        earlier = [year for year in self.listed if year < number]
        if earlier:
            last = max(earlier)
            first_month = self.month_of(self.listed[last]["ends_on"] + 15 * DAY) + (number - last - 1) * 12
        else:
            first_month = (number - self.offset) * 12 + self.start_month - 1
        before, after = self.listed.get(number - 1, {}), self.listed.get(number + 1, {})
        starts_on = said.get("starts_on") or (before["ends_on"] + DAY if before else self.month_starts_on(first_month))
        ends_on = said.get("ends_on") or (after["starts_on"] - DAY if after else self.month_starts_on(first_month + 12) - DAY)
        return Year(number, starts_on, ends_on, self.quarters(starts_on, ends_on, said))

    def quarters(self, starts_on: date, ends_on: date, said: dict[str, date]) -> tuple[date, ...]:
        """
        Of a year of whole months three months each, of one of weeks thirteen weeks; the last takes what is left. A year of fifteen
        or eighteen months has five or six.
        """
        month = self.month_of(starts_on)
        whole = self.starts_month(starts_on) and self.starts_month(ends_on + DAY)
        months = self.month_of(ends_on + 15 * DAY) - self.month_of(starts_on + 14 * DAY)
        ends = []
        for count in range(1, max(len(QUARTER_ENDS), -(-months // 3) - 1) + 1):
            by_rule = self.month_starts_on(month + 3 * count) - DAY if whole else starts_on + (91 * count - 1) * DAY
            ends.append((said.get(QUARTER_ENDS[count - 1]) if count <= len(QUARTER_ENDS) else None) or by_rule)
        return (*(end for end in ends if end < ends_on), ends_on)

    def year_of(self, day: date) -> Year | None:
        """The fiscal year that a day lies in."""
        about = (self.month_of(day) - self.start_month + 1) // 12 + self.offset
        return next((year for year in map(self.year, range(about - 2, about + 3)) if year.starts_on <= day <= year.ends_on), None)

    def duration(self, starts_on: date, ends_on: date) -> str | None:
        """The period that has these days: a quarter, a half, nine months, a year, months from its start, a month."""
        months = self.month_of(ends_on + DAY) - self.month_of(starts_on)
        is_of_months = self.starts_month(starts_on) and self.starts_month(ends_on + DAY)
        if is_of_months and months == 1:
            return f"{first_of(self.month_of(starts_on) + (1 if self.closing_day else 0)):%Y-%m}"
        year = self.year_of(ends_on)
        if year is None or year.starts_on > starts_on:
            return None
        if (starts_on, ends_on) == (year.starts_on, year.ends_on):
            return f"FY{year.short}"
        if found := self.parts(year).get((starts_on, ends_on)):
            return f"{found}{year.short}"
        if is_of_months and starts_on == year.starts_on and months in (2, 4, 5, 7, 8, 10, 11, 12):
            return f"{months}M{year.short}"
        return None

    def parts(self, year: Year) -> dict[tuple[date, date], str]:
        """The quarters, halves and nine months of a year, by their days; a short year has those that it has room for."""
        ends = year.quarters
        starts = [year.starts_on, *(end + DAY for end in ends[:-1])]
        found = {(starts[at], ends[at]): f"{at + 1}Q" for at in range(len(ends))}
        found |= {(starts[0], ends[at]): name for at, name in ((1, "1H"), (2, "9M")) if at < len(ends)}
        return found | ({(starts[2], ends[3]): "2H"} if len(ends) >= 4 else {})

    def instant(self, day: date) -> str | None:
        """A day that balances are of: the last of a quarter, or of a month. Days of filing and the like are none."""
        year = self.year_of(day)
        if year is None:
            return None
        return day.isoformat() if self.starts_month(day + DAY) or day in year.quarters else None

    def last_quarter_end(self, day: date) -> date | None:
        """The last day of the quarter that was over on a day."""
        year = self.year_of(day)
        return max((end for end in year.quarters if end < day), default=year.starts_on - DAY) if year else None

    def quarter(self, day: date) -> str | None:
        """The quarter that ends on a day."""
        year = self.year_of(day)
        return f"{year.quarters.index(day) + 1}Q{year.short}" if year and day in year.quarters else None
