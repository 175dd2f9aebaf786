"""Land a filing: its figures as a deck, an entry in the list of decks, and a list of every fact with what became of it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from landing.proposal import LANDED as COLUMNS
from landing.proposal import ROOT, LandingError, csv_text, replace_file

from filing import dictionary, facts, identity, mapping, package
from filing.dictionary import Dictionary
from filing.facts import Fact
from filing.identity import Identity
from filing.mapping import Outcome

LISTS = Path("filings")
FACT = ("fact", "file", "line", "concept", "context", "starts_on", "ends_on", "members", "unit", "decimals", "value", "id")
CALENDAR_ADVICE = "mend fiscal_year_start_month and closing_day in companies.csv, or list the year in fiscal_years.csv"
LIST = (*FACT, "outcome", "line_item", "why")


@dataclass(frozen=True)
class Landed:
    """What landing did: `changed` is empty where everything was there already."""

    deck: str
    outcomes: list[Outcome]
    entry: dict[str, str | bool]
    list: Path
    changed: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(one.what for one in self.outcomes)
        return {what: found[what] for what in mapping.OUTCOMES if found[what]}


def land(
    company: str,
    path: Path,
    *,
    deck: str | None = None,
    published_on: str | None = None,
    corrects: str | None = None,
    root: Path = ROOT,
) -> Landed:
    """Land a filing of a company; again, and nothing changes. `deck`, `published_on` and `corrects` say what the filing does not.

    Raises LandingError, with nothing written, where it cannot be landed.
    """
    known = dictionary.of(company, root)
    with package.opened(path) as opened:
        found = facts.read(opened)
        said = identity.of(found, [fact.file for fact in found])
    identity.refuse_other_company(said, known.profile)
    published = the_day(published_on or said.published_on, path)
    judged = mapping.outcomes(found, known, said, date.fromisoformat(published))
    rows = [one.row for one in judged if one.row]
    refuse_nothing(judged, known, path)
    quarter = quarter_of(judged, known, said, date.fromisoformat(published))
    entry = entry_of(known, said, quarter, published, deck, corrects, fact_rows(found), root)
    name = str(entry["deck"])
    listing = csv_text(LIST, [list_row(one) for one in judged])
    files = {LISTS / f"{name}.csv": listing, Path("seeds/decks") / f"{name}.csv": csv_text(COLUMNS, rows)}
    changed = write(files, entry, known, root)
    return Landed(name, judged, entry, LISTS / f"{name}.csv", changed)


def the_day(text: str, path: Path) -> str:
    if not text:
        raise LandingError(f"{path}: does not say when it was filed; give --published-on 2025-08-08")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise LandingError(f"published on {text!r} is no date such as 2025-08-08") from None


def refuse_nothing(judged: list[Outcome], known: Dictionary, path: Path) -> None:
    """LandingError where no fact is a figure of the company, with what most of them are instead."""
    missed = [one for one in judged if one.what == mapping.NO_PERIOD]
    spans = [one for one in missed if not one.fact.is_instant]
    # month ends fit any calendar; a filing all of whose spans are of none is of another
    if missed and not any(one.row and not (spans and one.fact.is_instant) for one in judged):
        missed = spans or missed
        fact = missed[0].fact
        raise LandingError(
            f"{path}: no fact is of a period of {known.company}'s calendar: {fact.concept} is of {mapping.span(fact)} "
            f"({fact.file}, line {fact.line}); {CALENDAR_ADVICE}"
        )
    if any(one.row for one in judged):
        return
    counts = Counter(one.what for one in judged)
    told = ", ".join(f"{counts[what]} {what}" for what in mapping.OUTCOMES if counts[what])
    advice = "rows of seeds/reference/concepts.csv say which line items its concepts are"
    raise LandingError(f"{path}: none of its {len(judged):,} facts is a figure of {known.company} ({told}); {advice}")


def quarter_of(judged: list[Outcome], known: Dictionary, said: Identity, published_on: date) -> str:
    """
    The quarter that the filing reports: that of its DEI, else that in which what happened ends last. A notice of forecasts
    reports none, and is of the quarter that was over when it was published.
    """
    ends_on = said.ends_on or mapping.last_day(judged) or known.calendar.last_quarter_end(published_on)
    year = known.calendar.year_of(ends_on) if ends_on else None
    for word, told, own in (
        ("begins", said.year_starts_on, year and year.starts_on),
        ("ends", said.year_ends_on, year and year.ends_on),
    ):
        if told and own and told != own:
            raise LandingError(
                f"the filing says that its fiscal year {word} on {told}, and by its profile that of {known.company} "
                f"{word} on {own}; {CALENDAR_ADVICE}"
            )
    quarter = known.calendar.quarter(ends_on) if ends_on else None
    if quarter is None:
        raise LandingError(f"the filing's period ends on {ends_on}, on which no quarter of {known.company} ends; {CALENDAR_ADVICE}")
    numbers = {"Q1": "1", "Q2": "2", "HY": "2", "Q3": "3"}
    if numbers.get(said.reports, quarter[0]) != quarter[0] or (said.reports == "FY" and year and ends_on != year.ends_on):
        raise LandingError(
            f"the filing says that it reports {said.reports}, and by its profile the period to {ends_on} is {quarter} of "
            f"{known.company}; {CALENDAR_ADVICE}"
        )
    return quarter


def entry_of(
    known: Dictionary,
    said: Identity,
    quarter: str,
    published: str,
    deck: str | None,
    corrects: str | None,
    content: list[tuple[str, ...]],
    root: Path,
) -> dict[str, str | bool]:
    """The entry of dbt_project.yml: that of the same facts where they are landed, else a new one."""
    base = deck or f"{known.company}_{quarter.lower()}_{said.kind}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", base):
        raise LandingError(f"{base!r} is no name of a deck: lower case, digits and _, such as iij_2q25_ssr; give --deck")
    versions = [one for one in known.decks if re.fullmatch(rf"{re.escape(base)}(_[0-9]+)?", one["deck"])]
    for one in versions:
        if one["company"] != known.company:
            raise LandingError(f"dbt_project.yml, {one['deck']}: is a deck of {one['company']}; give --deck another name")
        if landed_before(root / LISTS / f"{one['deck']}.csv") == content:
            return one
    corrected = corrected_by(known, said, quarter, corrects, [one["deck"] for one in versions])
    entry: dict[str, str | bool] = {
        "deck": f"{base}_{len(versions) + 1}" if versions else base,
        "company": known.company,
        "title_ja": said.title_ja or said.title_en,
        "title_en": said.title_en,
        "published_on": published,
        "current_period": quarter,
        "document": "filing",
    }
    return entry | ({"corrects": corrected} if corrected else {}) | {"ledger": False}


def corrected_by(known: Dictionary, said: Identity, quarter: str, corrects: str | None, versions: list[str]) -> str | None:
    """The landed filing that this one amends: the one that is named, else the newest of the same name; none of a first one."""
    corrected = corrects or (versions[-1] if said.is_amendment and versions else None)
    if versions and not corrected:
        raise LandingError(
            f"{versions[-1]} is landed with other facts, and this filing does not say that it amends it; "
            f"where it does, give --corrects {versions[-1]}, else --deck another name"
        )
    if said.is_amendment and not corrected:
        raise LandingError(
            f"the filing amends another of {quarter} ({said.title_ja}), which is not landed; land that first, or give --corrects"
        )
    if corrected and corrected not in [one["deck"] for one in known.decks if one["company"] == known.company]:
        raise LandingError(f"dbt_project.yml lists no deck {corrected!r} of {known.company} that it could correct")
    return corrected


def fact_row(fact: Fact) -> dict[str, str]:
    """A fact as the list has it; texts of a filing stay out of the project."""
    cells = (
        fact.number,
        # without folders, so that a filing is the same whichever way it was given
        Path(fact.file).name,
        fact.line,
        fact.concept,
        fact.context,
        fact.starts_on or "",
        fact.ends_on or "",
        " ".join(member for _, member in fact.members),
        fact.unit,
        "" if fact.decimals is None else fact.decimals,
        fact.text[:80] if fact.is_number else "",
        fact.fact_id,
    )
    return dict(zip(FACT, map(str, cells), strict=True))


def fact_rows(found: list[Fact]) -> list[tuple[str, ...]]:
    return [tuple(fact_row(fact).values()) for fact in found]


def list_row(one: Outcome) -> dict[str, str]:
    return fact_row(one.fact) | {"outcome": one.what, "line_item": one.rule.line_item if one.rule else "", "why": one.why}


def landed_before(path: Path) -> list[tuple[str, ...]] | None:
    """The facts of a landed filing, as its list has them."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as handle:
        return [tuple(row.get(column) or "" for column in FACT) for row in csv.DictReader(handle)]


def write(files: dict[Path, str], entry: dict[str, str | bool], known: Dictionary, root: Path) -> tuple[str, ...]:
    """Write what differs from what is there; of a failure nothing stays. Returns what was written."""
    settings = Path("dbt_project.yml")
    files = dict(files)
    if entry["deck"] not in [one["deck"] for one in known.decks]:
        files[settings] = with_entry(root / settings, entry)
    before = {path: (root / path).read_text(encoding="utf-8") if (root / path).exists() else None for path in files}
    changed = [path for path, content in files.items() if content != before[path]]
    written: list[Path] = []
    try:
        for path in changed:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(root / path, files[path])
            written.append(path)
    except BaseException as error:
        for path in written:
            content = before[path]
            if content is None:
                (root / path).unlink(missing_ok=True)
            else:
                replace_file(root / path, content)
        if isinstance(error, OSError):
            raise LandingError(f"{error.filename or root}: cannot be written ({error.strerror}); nothing was landed") from None
        raise
    return tuple(path.as_posix() for path in changed)


def with_entry(path: Path, entry: dict[str, str | bool]) -> str:
    """The settings with one deck more at the end of the list, all else as it is written."""
    text = path.read_text(encoding="utf-8")
    decks = next((value for key, value in mapping_at(yaml.compose(text), "vars") if key == "decks"), None)
    if not isinstance(decks, yaml.SequenceNode) or decks.flow_style or not decks.value:
        raise LandingError(f"{path}: vars, decks is no list with a deck a line; write it so, as CONTRIBUTING.md shows")
    lines = text.splitlines(keepends=True)
    # the end of the last entry's last value; what follows, comments too, is of what comes after
    end = max(node.end_mark.line for pair in decks.value[-1].value for node in pair if isinstance(node, yaml.ScalarNode))
    indent = " " * decks.start_mark.column
    added = "".join(
        f"{indent}{'- ' if number == 0 else '  '}{key}: {scalar(value)}\n" for number, (key, value) in enumerate(entry.items())
    )
    changed = "".join([*lines[: end + 1], added, *lines[end + 1 :]])
    if yaml.safe_load(changed)["vars"]["decks"] != [*yaml.safe_load(text)["vars"]["decks"], entry]:
        raise LandingError(f"{path}: the deck {entry['deck']} could not be added to vars, decks; write it as CONTRIBUTING.md shows")
    return changed


def mapping_at(node: yaml.Node | None, name: str) -> list[tuple[str, yaml.Node]]:
    """What a key of the settings holds, as nodes that know their lines."""
    if not isinstance(node, yaml.MappingNode):
        return []
    for key, value in node.value:
        if key.value == name and isinstance(value, yaml.MappingNode):
            return [(inner.value, content) for inner, content in value.value]
    return []


def scalar(value: str | bool) -> str:
    """One line of YAML; a period such as 1E25 stays a text."""
    return yaml.safe_dump(value, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
