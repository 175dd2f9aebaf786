"""The facts of a filing, as Arelle reads them: what is said of whom, when, in which unit, how precisely, and where it stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from landing.proposal import ROOT, LandingError

from filing.package import ADVICE, Package, describe

READER = Path(__file__).resolve().parent / "arelle_facts.py"
LONGEST_READING = 600
MOST_DIGITS = 28
# what is dated otherwise, as 9999-12-31 for no end, is of no fiscal year
YEARS = range(1900, 2200)
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
# a public taxonomy has one prefix here, whatever its year and whatever a document calls it; any other is the filer's own
PREFIXES = (
    (re.compile(r"/([a-z]+_cor)$"), r"\1"),
    (re.compile(r"//fasb\.org/(us-gaap|srt)/"), r"\1"),
    (re.compile(r"//xbrl\.sec\.gov/([a-z]+)/"), r"\1"),
    (re.compile(r"ifrs\.org/taxonomy/.*?(ifrs-full)$"), r"\1"),
    (re.compile(r"//www\.xbrl\.tdnet\.info/taxonomy/jp/tse/tdnet/(ed|re)/t/"), r"tse-\1-t"),
)
OWN = "own"


@dataclass(frozen=True)
class Shown:
    """What a reader of the inline document sees, and the power of ten and the sign that its attributes add."""

    text: str
    mark: str
    label: str
    scale: int
    is_negative: bool


@dataclass(frozen=True)
class Fact:
    """
    One fact. `concept` and members have the prefix of their public taxonomy, or `own`; `unit` is such as JPY, JPY/shares, pure.

    `value` is None where it is nil, a text or no number; `decimals` is None where it is exact. Dates include the last day.
    """

    number: int
    concept: str
    context: str
    starts_on: date | None
    ends_on: date | None
    members: tuple[tuple[str, str], ...]
    has_context: bool
    has_typed_member: bool
    entity: tuple[str, str]
    unit: str
    is_number: bool
    is_nil: bool
    text: str
    value: Decimal | None
    decimals: int | None
    file: str
    page: int
    line: int
    fact_id: str
    shown: Shown | None

    @property
    def is_instant(self) -> bool:
        return self.starts_on is None

    @property
    def place(self) -> str:
        """Concept, context, file and line: where a person finds it. EDINET's facts have no ids."""
        return ", ".join(part for part in (self.concept, self.context, self.fact_id, f"{Path(self.file).name}:{self.line}") if part)


def read(package: Package) -> list[Fact]:
    """Every fact of the reports, in their order.

    Raises LandingError where Arelle is not installed, or reads nothing from a report.
    """
    shown = [path for report in package.reports if report.instance for path in report.inline]
    answer = ask_arelle({"reports": describe(package.reports), "shown": [str(path) for path in shown]})
    pages = {path: number for number, path in enumerate(package.documents, 1)}
    sights = sights_of(answer["shown"])
    facts: list[Fact] = []
    for report, content in zip(package.reports, answer["reports"], strict=True):
        if not content["facts"] or content["unread"]:
            told = "; ".join(content["errors"][:3]) or "it has none"
            where = package.name(report.instance or Path((content["unread"] or report.inline)[0]))
            raise LandingError(f"{where}: no facts could be read ({told}); {ADVICE}")
        for raw in content["facts"]:
            fact = fact_of(raw, len(facts) + 1, package, pages)
            sight = take(sights, raw) if report.instance else None
            facts.append(fact if sight is None else seen(fact, sight, package, pages))
    if not any(fact.has_context for fact in facts):
        raise LandingError(f"{facts[0].file}: contexts are not in this file, so its facts are of no period; {ADVICE}")
    return facts


def ask_arelle(request: dict[str, object]) -> dict[str, list]:
    """What Arelle reads, in its own environment: `make arelle`, or the folder of its commands in KESSAN_ARELLE."""
    python = Path(os.environ.get("KESSAN_ARELLE") or ROOT / ".venv-arelle/bin") / "python"
    if not python.exists():
        raise LandingError(f"Arelle, which reads XBRL, is not in {python.parent}; `make arelle` installs it")
    try:
        done = subprocess.run(
            [python, READER], input=json.dumps(request), capture_output=True, encoding="utf-8", timeout=LONGEST_READING, check=False
        )
    except subprocess.TimeoutExpired:
        raise LandingError(f"Arelle did not read the filing within {LONGEST_READING // 60} minutes; {ADVICE}") from None
    if done.returncode:
        told = (done.stderr.strip() or "no message").splitlines()[-1]
        raise LandingError(f"Arelle ended with {done.returncode}: {told}; `make arelle` installs it anew")
    return json.loads(done.stdout)


def fact_of(raw: dict, number: int, package: Package, pages: dict[Path, int]) -> Fact:
    where, path = raw["where"] or {}, Path(raw["file"]).resolve()
    # a number has a unit, also where the unit or the context that it names is not there
    is_number = raw["unit"] is not None
    text = raw["value"] or ""
    value = number_of(text) if is_number and not raw["nil"] else None
    starts_on, ends_on = days(where)
    dimensions = where.get("dimensions", [])
    return Fact(
        number=number,
        concept=prefixed(raw["concept"]),
        context=raw["context"] or "",
        starts_on=starts_on,
        ends_on=ends_on,
        members=tuple(sorted((prefixed(one["axis"]), prefixed(one["member"])) for one in dimensions if one["member"])),
        has_context=bool(where),
        has_typed_member=any(not one["member"] for one in dimensions),
        entity=(where.get("scheme") or "", where.get("identifier") or ""),
        unit=unit_of(raw["measures"]),
        is_number=is_number,
        is_nil=raw["nil"],
        text=text,
        value=value,
        decimals=decimals_of(raw, value, text),
        file=package.name(path),
        page=pages.get(path, 1),
        line=raw["line"] or 0,
        fact_id=raw["id"] or "",
        shown=shown_of(raw["shown"]),
    )


def prefixed(name: dict[str, str]) -> str:
    for pattern, prefix in PREFIXES:
        if match := pattern.search(name["namespace"]):
            return f"{match.expand(prefix)}:{name['name']}"
    return f"{OWN}:{name['name']}"


def number_of(text: str) -> Decimal | None:
    """The number that a value is; None for what Arelle could not transform, and of more digits than any amount has."""
    if not NUMBER.fullmatch(text.strip()):
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    # beyond this the decimal context would round it
    return value if len(value.as_tuple().digits) <= MOST_DIGITS and (not value or abs(value.adjusted()) <= MOST_DIGITS) else None


def decimals_of(raw: dict, value: Decimal | None, text: str) -> int | None:
    """Up to which decimal place the value is known: as said, by its count of digits, or exactly."""
    for name in ("decimals", "precision"):
        said = (raw[name] or "").strip()
        if said == "INF" or not re.fullmatch(r"[-+]?[0-9]{1,3}", said):
            continue
        if name == "decimals":
            return int(said)
        return int(said) - (value.adjusted() + 1) if value else None
    return None


def unit_of(measures: dict | None) -> str:
    if not measures:
        return ""
    over, under = ("*".join(sorted(one["name"] for one in measures[side])) for side in ("over", "under"))
    return f"{over}/{under}" if under else over


def days(where: dict) -> tuple[date | None, date | None]:
    """First and last day; an instant has the last alone. An end that is written as midnight is that of the day before."""
    try:
        if "instant" in where:
            first, last = None, last_day(where["instant"])
        else:
            first, last = date.fromisoformat(where["startDate"][:10]), last_day(where["endDate"])
    except (KeyError, ValueError, OverflowError):
        return None, None
    return (first, last) if last.year in YEARS and (first is None or first.year in YEARS) else (None, None)


def last_day(text: str) -> date:
    return date.fromisoformat(text[:10]) - timedelta(days=1 if re.match(r"T00:00:00", text[10:]) else 0)


def shown_of(raw: dict | None) -> Shown | None:
    if raw is None:
        return None
    scale = raw["scale"] or "0"
    return Shown(raw["text"], raw["mark"], raw["label"], int(scale) if re.fullmatch(r"-?[0-9]+", scale) else 0, raw["sign"] == "-")


Key = tuple[str, str, str | None, str | None]


def sights_of(raw: list[dict]) -> dict[Key, list[dict]]:
    """What inline documents show, by the concept, context and unit that their instance has it under."""
    found: dict[Key, list[dict]] = defaultdict(list)
    for one in raw:
        found[one["namespace"], one["name"], one["context"], one["unit"]].append(one)
    return found


def take(sights: dict[Key, list[dict]], raw: dict) -> dict | None:
    """The place that shows a fact of the instance; one that it has twice is shown at two places, in the same order."""
    places = sights.get((raw["concept"]["namespace"], raw["concept"]["name"], raw["context"], raw["unit"]), [])
    return places.pop(0) if len(places) > 1 else places[0] if places else None


def seen(fact: Fact, sight: dict, package: Package, pages: dict[Path, int]) -> Fact:
    path = Path(sight["file"]).resolve()
    return replace(
        fact, shown=shown_of(sight["shown"]), file=package.name(path), page=pages.get(path, fact.page), line=sight["line"] or 0
    )
