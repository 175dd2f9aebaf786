"""A company's calendar: what a printed period means, and how the periods of one deck move on in the next."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import printed

from landing.period_labels import LABELS, MONTHS, RELATIVE, WORDS

SPANS = {"Q": 1, "H": 2, "M": 3, "FY": 4}
PERIOD_ID = re.compile(r"(?:([1-4])(Q)|([12])(H)|9(M)|(FY))([0-9]{2})")
ALIAS = re.compile(r"(?:([1-4])Q(?=[0-9]{2}累計)|(3|6|12)M)([0-9]{2})(?:累計)?")
DAY_ID = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
MONTH_ID = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Label:
    """A period as printed at a place of a text: the periods of the warehouse that it may name, the likeliest first."""

    start: int
    end: int
    periods: tuple[str, ...]
    is_announcement: bool = False


@dataclass(frozen=True)
class Calendar:
    """
    The fiscal year: the month that it starts in, and whether the year it starts or ends in names it.

    `current` is the period that a document is about, where it is to be read by it: 前年同期 and 当期 then name periods too.
    `end` is the quarter that the document is of, where it is known.
    """

    start_month: int = 1
    named_by: str = "start"
    current: str = ""
    end: int | None = None

    def quarter_end(self, quarter: int) -> str:
        """The last day of a quarter, counted from quarter 1 of fiscal year 0."""
        year, number = divmod(quarter, 4)
        months = self.start_month - 1 + 3 * number + 2
        if self.named_by == "end" and self.start_month > 1:
            year -= 1
        year, month = year + months // 12, months % 12 + 1
        return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"

    def quarter_of(self, year: int, month: int) -> int:
        """The quarter that a month is in."""
        fiscal = year if month >= self.start_month else year - 1
        if self.named_by == "end" and self.start_month > 1:
            fiscal += 1
        return fiscal * 4 + (month - self.start_month) % 12 // 3

    def has_ended(self, period: str) -> bool:
        """
        Whether a period had ended when the document's own did: nothing has happened in another.

        Where the document's quarter is not known, or a text is no period, nothing speaks against it.
        """
        month = MONTH_ID.fullmatch(period)
        end = self.quarter_of(int(month[1]), int(month[2])) if month else self.end_of(period)
        return self.end is None or end is None or end <= self.end

    def year_of(self, period: str) -> int | None:
        """The fiscal year that a duration or a quarter end ends in."""
        end = self.end_of(period)
        return None if end is None else end // 4

    def is_year_end(self, period: str) -> bool:
        found = DAY_ID.fullmatch(period)
        return bool(found) and (self.quarter_of(int(found[1]), int(found[2])) % 4 == 3 and self.is_quarter_end(period))

    def is_quarter_end(self, period: str) -> bool:
        found = DAY_ID.fullmatch(period)
        return bool(found) and period == self.quarter_end(self.quarter_of(int(found[1]), int(found[2])))

    def end_of(self, period: str) -> int | None:
        """The quarter that a duration or a quarter end ends with."""
        read = parse(period)
        if read:
            return read[1]
        found = DAY_ID.fullmatch(period)
        if found and self.is_quarter_end(period):
            return self.quarter_of(int(found[1]), int(found[2]))
        return None

    def closing(self, period: str) -> str:
        """The day with which a quarter, a half or a year ends, as a balance is of it; any other period as it is."""
        end = self.end_of(period)
        return period if end is None else self.quarter_end(end)

    def labels(self, text: str) -> list[Label]:
        return _labels(self, text)

    def months(self, first: tuple[int, int], last: tuple[int, int]) -> str | None:
        """The fiscal period from one month to another, both included."""
        count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
        kind = {3: "Q", 6: "H", 9: "M", 12: "FY"}.get(count)
        if not kind:
            return None
        end = self.quarter_of(*last)
        name = name_of(kind, end)
        return name if name and (first[1] - self.start_month) % 3 == 0 else None


def canonical(period: str) -> str:
    """The one name of a period that decks write in several ways, as the warehouse has it: 3Q25累計 is 9M25, 6M25 is 1H25."""
    found = ALIAS.fullmatch(period)
    if not found:
        return period
    quarters = int(found[1] or int(found[2]) // 3)
    return f"{('1Q', '1H', '9M', 'FY')[quarters - 1]}{found[3]}"


@lru_cache(maxsize=65536)
def parse(period: str) -> tuple[str, int] | None:
    """The kind of a duration and the quarter that it ends with."""
    found = PERIOD_ID.fullmatch(period)
    if not found:
        return None
    year = 2000 + int(found[7])
    if found[2]:
        return "Q", year * 4 + int(found[1]) - 1
    if found[4]:
        return "H", year * 4 + int(found[3]) * 2 - 1
    return ("M", year * 4 + 2) if found[5] else ("FY", year * 4 + 3)


def name_of(kind: str, end: int) -> str | None:
    """The name of the duration of a kind that ends with a quarter; none where none does."""
    year, number = divmod(end, 4)
    if not 2000 <= year < 2100:
        return None
    short = f"{year % 100:02}"
    if kind == "Q":
        return f"{number + 1}Q{short}"
    if kind == "H":
        return f"{(number + 1) // 2}H{short}" if number % 2 else None
    if kind == "M":
        return f"9M{short}" if number == 2 else None
    return f"FY{short}" if number == 3 else None


def to_date(end: int) -> str:
    """The year to date that ends with a quarter."""
    return next(name for kind in ("FY", "M", "H", "Q") if (name := name_of(kind, end)) and SPANS[kind] == end % 4 + 1)


def shifted(cal: Calendar, period: str, quarters: int) -> str | None:
    """The same kind of period so many quarters later; none where the calendar has none."""
    read = parse(period)
    if read:
        return name_of(read[0], read[1] + quarters)
    if DAY_ID.fullmatch(period):
        end = cal.end_of(period)
        return None if end is None else cal.quarter_end(end + quarters)
    found = MONTH_ID.fullmatch(period)
    if found:
        month = int(found[1]) * 12 + int(found[2]) - 1 + 3 * quarters
        return f"{month // 12:04}-{month % 12 + 1:02}"
    return None


def moves(cal: Calendar, period: str, was: int, now: int) -> dict[str, str]:
    """How a period of the last deck (whose current quarter was `was`) may read in the next (`now`), by the kind of move."""
    step = now - was
    found = {"keep": period}
    read = parse(period)
    if read:
        kind, end = read
        if kind == "FY":
            # with a year's last deck the last year is the one that has ended, and the next year is expected
            years = (now + 1) // 4 - (was + 1) // 4
            if years:
                found["roll"] = name_of("FY", end + 4 * years) or period
            if now % 4 != 3 and was % 4 == 3 and end <= was:
                found["to_date"] = to_date(end + step)
                found["quarter"] = name_of("Q", end + step) or period
        else:
            halves = (now + 1) // 2 - (was + 1) // 2
            rolled = name_of(kind, end + step) if kind == "Q" else name_of(kind, end + 2 * halves) if kind == "H" else None
            if rolled and rolled != period:
                found["roll"] = rolled
            if to_date(end + step) not in found.values():
                found["to_date"] = to_date(end + step)
            if kind != "Q":
                found["quarter"] = name_of("Q", end + step) or period
    elif DAY_ID.fullmatch(period):
        later = shifted(cal, period, step)
        if later:
            found["roll"] = later
        if cal.is_year_end(period) and cal.end_of(period) == was // 4 * 4 - 1 and now // 4 > was // 4:
            found["year"] = shifted(cal, period, 4) or period
    elif MONTH_ID.fullmatch(period):
        found["year"] = shifted(cal, period, 4) or period
        found["roll"] = shifted(cal, period, step) or period
    return {name: value for name, value in found.items() if value}


def kind_of(period: str) -> str:
    """What sort of period it is, whatever year or part of it: its id without digits."""
    return re.sub(r"[0-9]", "", period)


@lru_cache(maxsize=262144)
def same_time(cal: Calendar, label: str, period: str) -> bool:
    """Whether a printed label can name a period: itself, or the end of the quarter or the year for a balance."""
    if label == period:
        return True
    if DAY_ID.fullmatch(period):
        read = parse(label)
        return read is not None and cal.end_of(period) == read[1]
    return bool(MONTH_ID.fullmatch(label) and period.startswith(label))


@lru_cache(maxsize=65536)
def _labels(cal: Calendar, text: str) -> list[Label]:
    taken: list[tuple[int, int]] = []
    found: list[Label] = []
    form = printed.read(text).replace("⽉", "月").replace("⽇", "日").replace("⾄", "至")
    for name, pattern in LABELS:
        for match in pattern.finditer(form):
            if overlaps(match, taken):
                continue
            periods = tuple(dict.fromkeys(period for period in _meant(cal, name, match.groupdict()) if period))
            if periods:
                taken.append(match.span())
                announced = bool(match.groupdict().get("a")) and match["a"] != "時点"
                found.append(Label(*match.span(), periods, announced))
    if parse(cal.current):
        found += _told_by_current(cal, form, taken)
    return sorted(found, key=lambda label: label.start)


def overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def _told_by_current(cal: Calendar, form: str, taken: list[tuple[int, int]]) -> Iterator[Label]:
    """The labels of a text that say how far from the document's own period theirs is."""
    said = [(name, match) for name, pattern in RELATIVE for match in pattern.finditer(form) if not overlaps(match, taken)]
    # 前期 beside 当期 is the same part of the year before, and beside the forecast of a year it is that year
    is_beside_a_year = any(match.groupdict().get("f") for _, match in said)
    is_beside_its_part = not is_beside_a_year and any(name == "current" for name, _ in said)
    for name, match in said:
        period = _relative(cal, name, match, is_beside_a_year, is_beside_its_part)
        if period:
            yield Label(*match.span(), (period,))


def _relative(cal: Calendar, name: str, match: re.Match[str], is_beside_a_year: bool, is_beside_its_part: bool) -> str | None:
    """The period that a label says relative to the current one."""
    kind, end = parse(cal.current) or ("", 0)
    is_end, year = bool(match["e"]), end // 4 * 4 + 3
    if name == "current" and match["f"]:
        # of a year that has ended nothing is forecast any more
        return name_of("FY", year + 4 * (kind == "FY"))
    if name == "current":
        return cal.quarter_end(end) if is_end else cal.current
    if name == "year_ago":
        return cal.quarter_end(end - 4) if is_end else name_of(kind, end - 4)
    if name == "quarter_before":
        return cal.quarter_end(end - 1) if is_end else name_of("Q", end - 1)
    if name == "year_after":
        return None if is_end else name_of("FY", year + 4)
    if is_end:
        return cal.quarter_end(year - 4)
    if is_beside_its_part:
        return name_of(kind, end - 4)
    return name_of("FY", year if is_beside_a_year and kind == "FY" else year - 4)


def _year(text: str) -> int:
    number = int(re.sub(r"[^0-9]", "", text))
    return number if number > 100 else 2000 + number


def _meant(cal: Calendar, name: str, part: dict[str, str | None]) -> Iterator[str | None]:
    year = _year(part["y"] or "")
    if name in ("day", "month"):
        month = int(part["m"]) if part.get("m") else MONTHS[(part["mon"] or "")[:3].lower()]
        if not 1 <= month <= 12:
            return
        last = calendar.monthrange(year, month)[1]
        day = int(part["d"]) if part.get("d") else last
        if name == "month":
            yield f"{year:04}-{month:02}"
        yield date(year, month, min(max(day, 1), last)).isoformat()
    elif name == "ended":
        end, count = cal.quarter_of(year, MONTHS[(part["mon"] or "")[:3].lower()]), WORDS[(part["w"] or "").lower()]
        yield name_of(("Q", "H", "M", "FY")[count - 1], end)
    elif name == "span":
        second = _year(part["y2"]) if part.get("y2") else year
        yield cal.months((year, int(part["m"] or 0)), (second, int(part["m2"] or 0)))
    elif name == "title":
        # 2026年3月期 is the fiscal year that ends then
        first = cal.quarter_of(year, min(max(int(part["m"] or 0), 1), 12)) // 4 * 4
        said = part["n"] or part["n2"]
        number = int(said) if said else 2 if part["h"] else 4
        end = first + number - 1
        if part["e"]:
            yield cal.quarter_end(end)
        elif part["k"]:
            yield name_of("H", end)
        elif part["n2"] and not part["c"]:
            # a statement's second quarter is the time since the year began, a chart's the quarter alone
            yield name_of("Q", end)
            yield to_date(end)
        else:
            yield to_date(end)
            yield name_of("Q", end) if part["n"] and not part["c"] else None
    elif name == "quarters":
        # each of several quarters of a year, the last first
        first, last = int(part["n"] or 0), int(part["n2"] or 0)
        yield from (name_of("Q", year * 4 + number - 1) for number in range(last, min(first, last) - 1, -1))
    elif name == "years":
        yield f"FY{year % 100:02}-FY{_year(part['y2'] or '') % 100:02}"
    elif name == "year":
        end = year * 4 + 3
        yield cal.quarter_end(end) if part.get("e") else name_of("FY", end)
    else:
        late = part.get("k") in ("下期", "下半期")
        number = int(part.get("n") or part.get("n2") or WORDS.get((part.get("w") or "").lower()) or (2 if late else 1))
        end = year * 4 + (number - 1 if name == "quarter" else 2 * number - 1 if name == "half" else 2)
        if part.get("e"):
            yield cal.quarter_end(end)
        elif part.get("c"):
            yield to_date(end)
        else:
            yield name_of("Q" if name == "quarter" else "H" if name == "half" else "M", end)
