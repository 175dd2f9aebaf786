"""From facts to rows of a deck: which line item, period and basis a fact is of, or why it is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from landing.proposal import LandingError

from filing import prints
from filing.dictionary import Dictionary, Rule
from filing.facts import Fact
from filing.identity import Identity

CONSOLIDATION = ("jppfs_cor:ConsolidatedOrNonConsolidatedAxis", "tse-ed-t:ConsolidatedNonconsolidatedAxis")
RESULT_OR_FORECAST = "tse-ed-t:ResultForecastAxis"
PREVIOUS_OR_CURRENT = "tse-ed-t:PreviousCurrentAxis"
RESULT, FORECAST, UPPER, LOWER = (f"tse-ed-t:{name}Member" for name in ("Result", "Forecast", "Upper", "Lower"))
# what became of a fact, in the order in which they are told
LANDED, UPPER_END = "landed", "upper end of a range"
AGAIN, OTHER_CONCEPT = "shown again", "another concept goes before it"
NO_LINE_ITEM, NO_PERIOD = "no line item", "no period"
PARENT_ALONE, REPLACED, ONE_END = "non-consolidated", "forecast that is replaced", "one end of a range"
NOT_OVER = "period is not over"
NIL, NOT_A_NUMBER, TEXT, NO_CONTEXT = "nil", "not a number", "text", "no context"
TOO_FINE, OTHER_UNIT = "more digits than its decimals", "other unit"
OUTCOMES = (
    *(LANDED, UPPER_END, AGAIN, OTHER_CONCEPT, NO_LINE_ITEM, NO_PERIOD, NOT_OVER, PARENT_ALONE, REPLACED, ONE_END),
    *(OTHER_UNIT, TOO_FINE, NOT_A_NUMBER, NO_CONTEXT, NIL, TEXT),
)
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Outcome:
    """What became of a fact: one of OUTCOMES, with the rule that it falls under and the row that it gave."""

    fact: Fact
    what: str
    rule: Rule | None = None
    end: str = ""
    row: dict[str, str] | None = None
    why: str = ""


def outcomes(facts: list[Fact], known: Dictionary, identity: Identity, published_on: date) -> list[Outcome]:
    """One for each fact, in their order.

    Raises LandingError where facts that would be landed contradict each other.
    """
    judged = [judge(fact, known) for fact in facts]
    parent_alone = is_parent_alone(judged, known, identity)
    judged = [one if one.what != LANDED or is_of(one, known, parent_alone) else unlanded(one, PARENT_ALONE) for one in judged]
    judged = [unlanded(one, NOT_OVER) if is_ahead(one, published_on) else one for one in judged]
    refuse_contradictions([one.fact for one in judged if one.what == LANDED])
    return shown_once(in_ranks(with_ranges(judged)))


def members(fact: Fact) -> frozenset[str]:
    """The members of a context beside consolidation and forecast."""
    apart = (*CONSOLIDATION, RESULT_OR_FORECAST, PREVIOUS_OR_CURRENT)
    return frozenset(member for axis, member in fact.members if axis not in apart)


def member_of(fact: Fact, axis: str) -> str:
    return next((member for known, member in fact.members if known == axis), "")


def judge(fact: Fact, known: Dictionary) -> Outcome:
    """What a fact is by itself; LANDED where nothing speaks against it, with its row."""
    rule = known.rules.get((fact.concept, members(fact)))
    if not fact.is_number:
        return Outcome(fact, TEXT)
    if fact.is_nil:
        return Outcome(fact, NIL)
    if not fact.has_context:
        return Outcome(fact, NO_CONTEXT, rule, why=f"context {fact.context} is not in the filing")
    if rule is None or fact.has_typed_member:
        return Outcome(fact, NO_LINE_ITEM)
    if fact.value is None:
        return Outcome(fact, NOT_A_NUMBER, rule, why=f"{((fact.shown and fact.shown.text) or fact.text)[:80]!r}")
    period = period_of(fact, known, rule)
    if period is None:
        return Outcome(fact, NO_PERIOD, rule, why=f"no period of {known.company}'s calendar is {span(fact)}")
    if member_of(fact, PREVIOUS_OR_CURRENT).endswith(":PreviousMember"):
        return Outcome(fact, REPLACED, rule)
    return printed(fact, known, rule, period)


def span(fact: Fact) -> str:
    return f"{fact.starts_on} to {fact.ends_on}" if fact.starts_on else f"{fact.ends_on}"


def period_of(fact: Fact, known: Dictionary, rule: Rule) -> str | None:
    """By the dates of the context alone, whatever its id says."""
    if fact.ends_on is None or fact.is_instant != (known.items[rule.line_item]["period_kind"] == "instant"):
        return None
    if fact.starts_on is None:
        return known.calendar.instant(fact.ends_on)
    return known.calendar.duration(fact.starts_on, fact.ends_on)


def printed(fact: Fact, known: Dictionary, rule: Rule, period: str) -> Outcome:
    currency = known.profile["currency"]
    family = "percent" if rule.measure.endswith("_pct") else known.items[rule.line_item]["unit_family"]
    needed = {"money": currency, "per_share": f"{currency}/shares", "price": currency, "shares": "shares"}.get(family, "pure")
    if fact.unit != needed:
        why = f"in {fact.unit or 'no unit'}, where {rule.line_item} of {known.company} is in {needed}"
        return Outcome(fact, OTHER_UNIT, rule, why=why)
    if prints.is_finer_than_known(fact):
        return Outcome(fact, TOO_FINE, rule, why=f"{fact.text} with decimals {fact.decimals}")
    made = prints.of(fact, prints.units_of(family, currency, known.units))
    if made is None:
        return Outcome(fact, OTHER_UNIT, rule, why=f"units.csv has no unit of {family} for decimals {fact.decimals}")
    end = member_of(fact, RESULT_OR_FORECAST)
    label = (fact.shown.label if fact.shown else "").replace("。", "") or fact.concept.rpartition(":")[2]
    row = {
        "seq": str(fact.number),
        "page": str(fact.page),
        "section": section(fact.file),
        "label": label[:LONGEST_LABEL],
        "line_item": rule.line_item,
        "measure": rule.measure,
        "period": period,
        "basis": "forecast" if end in (FORECAST, UPPER, LOWER) else "actual",
        "as_of": "",
        "printed": made.printed,
        "unit": made.unit,
        "qualifier": "",
        "remark": "; ".join(filter(None, (fact.place, made.remark))),
    }
    return Outcome(fact, LANDED, rule, end if end in (UPPER, LOWER) else "", row)


def section(file: str) -> str:
    """The number that EDINET and TDnet begin a file's name with, else the folder or the kind of file."""
    name = file.rpartition("/")[2]
    return name[:7] if name[:7].isdecimal() else "Summary" if "/Summary/" in f"/{file}" else "1"


def unlanded(one: Outcome, what: str) -> Outcome:
    return replace(one, what=what, row=None)


def sides(fact: Fact) -> list[str]:
    return [member.rpartition(":")[2] for axis, member in fact.members if axis in CONSOLIDATION]


def is_of_the_company(one: Outcome, known: Dictionary) -> bool:
    """Dividends and numbers of shares are of the company, whichever side a filing puts them on."""
    item = known.items[one.rule.line_item] if one.rule else {}
    return bool(item) and (item["statement"] == "dividends" or item["unit_family"] == "shares")


def is_parent_alone(judged: list[Outcome], known: Dictionary, identity: Identity) -> bool:
    """Whether the company files nothing consolidated: its DEI says so, or no fact with a line item is."""
    if identity.is_consolidated is not None:
        return not identity.is_consolidated
    stated = [sides(one.fact) for one in judged if one.what == LANDED and not is_of_the_company(one, known)]
    return bool(stated) and all("NonConsolidatedMember" in side for side in stated)


def is_of(one: Outcome, known: Dictionary, parent_alone: bool) -> bool:
    wanted = "NonConsolidatedMember" if parent_alone else "ConsolidatedMember"
    return is_of_the_company(one, known) or all(side == wanted for side in sides(one.fact))


def is_ahead(one: Outcome, published_on: date) -> bool:
    """Stated as having happened in a period that was not over: an interim dividend, of the whole year in a 決算短信."""
    if one.row is None or one.row["basis"] != "actual" or one.fact.ends_on is None:
        return False
    return one.fact.ends_on > published_on


def refuse_contradictions(facts: Iterable[Fact]) -> None:
    """
    One concept in one context states one value, as far as both are known. Amounts are cut as often as they are rounded, so what
    differs by less than the coarser step is no contradiction.
    """
    said: dict[tuple, list[Fact]] = defaultdict(list)
    for fact in facts:
        key = (fact.concept, fact.starts_on, fact.ends_on, fact.members, fact.unit)
        for other in said[key]:
            apart = abs((fact.value or 0) - (other.value or 0))
            step = max((Decimal(1).scaleb(-one.decimals) for one in (fact, other) if one.decimals is not None), default=0)
            if apart and apart >= step:
                places = " and ".join(f"{one.text} ({one.file}, line {one.line}, context {one.context})" for one in (other, fact))
                raise LandingError(f"the filing contradicts itself: {fact.concept} of {span(fact)} is {places}; ask who filed it")
        said[key].append(fact)


def with_ranges(judged: list[Outcome]) -> list[Outcome]:
    """The lower and the upper end of a forecast are one print, lower～upper; one end alone is none."""
    ends: dict[tuple, dict[str, Outcome]] = defaultdict(dict)
    for one in judged:
        if one.end and one.what == LANDED:
            others = tuple(member for member in one.fact.members if member[0] != RESULT_OR_FORECAST)
            ends[one.fact.concept, one.fact.starts_on, one.fact.ends_on, others].setdefault(one.end, one)
    changed: dict[int, Outcome] = {}
    for pair in ends.values():
        lower, upper = pair.get(LOWER), pair.get(UPPER)
        if lower is None or upper is None or lower.row is None or upper.row is None or lower.row["unit"] != upper.row["unit"]:
            for one in pair.values():
                changed[one.fact.number] = unlanded(one, ONE_END)
            continue
        refuse_backwards(lower.fact, upper.fact)
        is_one = lower.fact.value == upper.fact.value
        text = lower.row["printed"] if is_one else f"{lower.row['printed']}～{upper.row['printed']}"
        changed[lower.fact.number] = replace(lower, row=lower.row | {"printed": text})
        changed[upper.fact.number] = unlanded(upper, UPPER_END)
    return [changed.get(one.fact.number, unlanded(one, AGAIN) if one.end and one.what == LANDED else one) for one in judged]


def refuse_backwards(lower: Fact, upper: Fact) -> None:
    if (lower.value or 0) > (upper.value or 0):
        places = " and ".join(f"{one.text} ({one.file}, line {one.line}, context {one.context})" for one in (lower, upper))
        raise LandingError(
            f"the filing contradicts itself: {lower.concept} of {span(lower)} has a lower end above its upper end, {places}; "
            "ask who filed it"
        )


def in_ranks(judged: list[Outcome]) -> list[Outcome]:
    """Of concepts that stand for each other, those that go first in a period."""
    first: dict[tuple, int] = {}
    for one in judged:
        if one.what == LANDED and one.row and one.rule:
            key = amount(one.row)
            first[key] = min(one.rule.rank, first.get(key, one.rule.rank))
    return [
        unlanded(one, OTHER_CONCEPT)
        if one.what == LANDED and one.row and one.rule and one.rule.rank > first[amount(one.row)]
        else one
        for one in judged
    ]


def amount(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in ("line_item", "measure", "period", "basis"))


def shown_once(judged: list[Outcome]) -> list[Outcome]:
    """A figure that differs from another of its page in nothing but where it stands is that figure."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for one in judged:
        if one.what == LANDED and one.row:
            key = tuple(cell for column, cell in one.row.items() if column not in ("seq", "remark"))
            if key in seen:
                one = unlanded(one, AGAIN)
            seen.add(key)
        found.append(one)
    return found


def last_day(judged: list[Outcome]) -> date | None:
    """The last day of what is stated as having happened."""
    return max((one.fact.ends_on for one in judged if one.row and one.row["basis"] == "actual" and one.fact.ends_on), default=None)
