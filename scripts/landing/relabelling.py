"""The label of a figure with the periods that it names moved on with the figure's own."""

from __future__ import annotations

import re
from collections.abc import Callable

from landing.fiscal import DAY_ID, SPANS, Calendar, parse

PERIOD = re.compile(r"[1-4]Q[0-9]{2}|[12]H[0-9]{2}|9M[0-9]{2}|FY[0-9]{2}")
HALF = re.compile(r"FY[0-9]{2}[上下]期")
# FY25 1Q as the year to date of a first quarter: FY25 上期 a quarter later
OF_YEAR = re.compile(r"(FY[0-9]{2})( ?)[1-4]Q")
MONTHS = re.compile(r"(?<![0-9])(3|6|9|12)(?=\s?(?:[ヶケか箇カ]月|months))")
END, QUARTER_END = re.compile(r"([0-9]{2,4})年([0-9]{1,2})月末"), re.compile(r"[1-4]Q[0-9]{2}末?")


def relabelled(cal: Calendar, label: str, moved: Callable[[tuple[str, ...]], str | None]) -> str:
    """
    A label with each period that it names as the one that it has moved to, in the same form; one in another form stays.

    `moved` gets all that a label may mean: 25年6月末 is a month and its last day.
    """
    parts, done = [], 0
    for said in cal.labels(label):
        to = moved(said.periods)
        anew = in_form_of(cal, label[said.start : said.end], to) if to and to not in said.periods else None
        if anew is not None:
            parts.append(label[done : said.start] + anew)
            done = said.end
    return "".join(parts) + label[done:]


def of_length(label: str, was: str, now: str) -> str:
    """A label that says how many months its period has, with those that it has now: 3ヶ月 of a first quarter, 6ヶ月 of a half."""
    before, after = parse(was), parse(now)
    if before is None or after is None:
        return label
    return MONTHS.sub(lambda said: str(3 * SPANS[after[0]]) if int(said[1]) == 3 * SPANS[before[0]] else said[1], label)


def moved_with(cal: Calendar, label: str, was: str, now: str) -> str:
    """A label that names the period that its figure had with the one that it has now."""
    return relabelled(cal, label, lambda periods: now if was in periods else None)


def in_form_of(cal: Calendar, shown: str, period: str) -> str | None:
    """A period as another is printed; none where it cannot be."""
    if DAY_ID.fullmatch(period):
        if day := END.fullmatch(shown):
            return f"{period[4 - len(day[1]) : 4]}年{int(period[5:7])}月末"
        end = cal.end_of(period)
        if QUARTER_END.fullmatch(shown) and end is not None:
            return f"{end % 4 + 1}Q{end // 4 % 100:02}" + ("末" if shown.endswith("末") else "")
        return None
    if HALF.fullmatch(shown) and re.fullmatch(r"[12]H[0-9]{2}", period):
        return f"FY{period[2:]}{half_of(period)}"
    if said := OF_YEAR.fullmatch(shown):
        part = {"Q": f"{period[0]}Q", "H": half_of(period)}.get((parse(period) or ("",))[0])
        return f"FY{period[2:]}{said[2]}{part}" if part else None
    return period if PERIOD.fullmatch(shown) and parse(period) else None


def half_of(period: str) -> str:
    """What a half is called in its year: 1H25 is 上期."""
    return "上期" if period[0] == "1" else "下期"
