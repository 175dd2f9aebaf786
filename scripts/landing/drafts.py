"""
Rows of seeds that a deck needs beside its figures, drafted in its working folder until they are accepted.

`landing/<deck>/<seed>.csv` has the columns of the seed of that name: new line items, relations, discrepancies of the deck,
what it does not print, restatements, large deals. Checks read them as if they were landed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from landing.called import PERIOD_OF_LABEL
from landing.forms import pairs
from landing.project import Project, Row
from landing.proposal import NEW, LandingError, Number, Proposal, csv_text, replace_file, rows_of

SEEDS = ("line_items", "calculations", "known_discrepancies", "not_printed", "restatements", "large_deals", "units", "segments")
# the columns of a seed that say which row it is; a drafted row takes the place of one with the same
KEYS = {
    "line_items": ("company", "line_item"),
    "calculations": ("company", "calculation", "total", "component"),
    "known_discrepancies": ("tie_out_id",),
    "not_printed": ("company", "from_deck", "kind", "relation", "line_item", "missing"),
    "restatements": ("deck", "segment", "line_item", "measure", "period", "reason"),
    "large_deals": ("deck", "deal"),
    "units": ("unit", "unit_family", "base_unit"),
    "segments": ("company", "segment"),
}


# the statement of a new line item on a page that has none known, and so near to its right edge the others of its column end
UNSTATED, ALIGNED = "company_profile", 6.0
# so much of their letters have two lines in common that are of one statement
ALIKE = 0.04
# the evidence of a row that nobody has confirmed yet
CONFIRM = "confirm: "


def read(folder: Path, project: Project) -> dict[str, list[Row]]:
    """The drafted rows by seed, but those that are to be confirmed; a seed without a file has none."""
    found = {seed: [row for row in rows if not is_unconfirmed(row)] for seed, rows in _all(folder, project).items()}
    return {seed: rows for seed, rows in found.items() if rows or seed in ("line_items", "large_deals")}


def unconfirmed(folder: Path, project: Project) -> dict[str, list[Row]]:
    """The drafted rows that a person has not confirmed yet."""
    found = {seed: [row for row in rows if is_unconfirmed(row)] for seed, rows in _all(folder, project).items()}
    return {seed: rows for seed, rows in found.items() if rows}


def is_unconfirmed(row: Row) -> bool:
    return row.get("evidence", "").startswith(CONFIRM.strip())


def _all(folder: Path, project: Project) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for seed in SEEDS:
        path = folder / f"{seed}.csv"
        if path.exists():
            found[seed] = [row for _, row in rows_of(path, project.columns(seed), "take the file away to draft it anew")]
    return found


def write(folder: Path, project: Project, seed: str, rows: Iterable[Row]) -> None:
    """Replace the drafted rows of one seed; in the order of its columns."""
    columns = project.columns(seed)
    kept = {tuple(row[column] for column in KEYS[seed]): {column: row.get(column, "") for column in columns} for row in rows}
    replace_file(folder / f"{seed}.csv", csv_text(columns, sorted(kept.values(), key=lambda row: list(row.values()))))


def drafted_id(number: Number) -> str:
    """The id that a new line item is drafted with; empty where none was proposed."""
    return number.line_item.removeprefix(NEW) if number.line_item.startswith(NEW) else ""


def line_items(proposal: Proposal, project: Project, known: Iterable[Row]) -> list[Row]:
    """A draft of each new line item of the proposal that has none yet, beside those that are known."""
    rows = list(known)
    drafted = {row["line_item"] for row in rows}
    dictionary = project.line_items(proposal.source.company)
    families = {row["unit"]: row["unit_family"] for row in project.rows("units")}
    orders = [int(row["display_order"]) for row in [*dictionary.values(), *rows] if row["display_order"].isdecimal()]
    last = max(orders, default=0)
    for number in proposal.numbers:
        name = drafted_id(number)
        if not number.is_figure or not name or name in drafted or name in dictionary:
            continue
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise LandingError(
                f"{proposal.folder / 'proposed.csv'}, column line_item: {number.line_item!r} on page {number.page} drafts no id;"
                " use lower case, digits and underscores after new:"
            )
        last += 10
        drafted.add(name)
        rows.append(line_item(number, name, proposal, project, dictionary, families, last))
    return rows


def line_item(
    number: Number,
    name: str,
    proposal: Proposal,
    project: Project,
    dictionary: dict[str, Row],
    families: dict[str, str],
    order: int,
) -> Row:
    """A new line item as its number and its neighbours on the page describe it: the draft that a person then mends."""
    level = next((other for other in proposal.numbers if drafted_id(other) == name and other.measure == "level"), number)
    totals = {row["total"] for row in project.rows("calculations") if row["company"] in ("", proposal.source.company)}
    # two line items of one name are told apart by nothing
    taken = {row["name_ja"] for row in dictionary.values()}
    its, segment = stands_with(level, proposal, dictionary)
    is_instant = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", level.period)
    return dict.fromkeys(project.columns("line_items"), "") | {
        "company": proposal.source.company,
        "line_item": name,
        "name_ja": label if (label := PERIOD_OF_LABEL.sub("", level.label)) and label not in taken else english(name, level.label),
        "name_en": english(name, level.label),
        "statement": its,
        "segment": segment,
        "concept": name,
        "part_of": total_under(level, proposal, totals) if is_instant and its == "balance_sheet" else "",
        "unit_family": families.get(level.unit, "money"),
        "period_kind": "instant" if is_instant else "duration",
        "display_order": str(order),
    }


def stands_with(number: Number, proposal: Proposal, dictionary: dict[str, Row]) -> tuple[str, str]:
    """
    Statement and segment of a new line: those of the line of its page that is called most like it.

    Where none is, or lines of two statements are as much, the statement that most of the page is of, and the whole company.
    """
    its_page = [other for other in proposal.numbers if other.page == number.page and other.line_item in dictionary]
    likeness: dict[tuple[str, str], float] = defaultdict(float)
    for other in its_page:
        row = dictionary[other.line_item]
        key = (row["statement"], row["segment"])
        likeness[key] = max(likeness[key], alike(number.label, other.label))
    best = sorted(likeness, key=lambda key: -likeness[key])[:2]
    if best and likeness[best[0]] >= ALIKE and (len(best) == 1 or likeness[best[0]] > likeness[best[1]]):
        return best[0]
    most = Counter(dictionary[other.line_item]["statement"] for other in its_page).most_common(1)
    return most[0][0] if most else UNSTATED, "consolidated"


def alike(one: str, other: str) -> float:
    """How much two labels have in common, of the letters that either has."""
    mine, its = pairs(one), pairs(other)
    return len(mine & its) / max(1, len(mine | its))


def total_under(number: Number, proposal: Proposal, totals: Iterable[str]) -> str:
    """The total that a balance is a part of: the nearest one below it in its column, else above it."""
    column = [
        other
        for other in proposal.numbers
        if other.page == number.page and other.period == number.period and other.measure == "level"
    ]
    at = column.index(number)
    if number.box:
        right, top = number.box[2], number.box[1]
        column = [other for other in column if other.box and abs(other.box[2] - right) < ALIGNED]
        column.sort(key=lambda other: other.box[1] if other.box else 0.0)
        at = next(place for place, other in enumerate(column) if other.box and other.box[1] >= top)
    known = set(totals)
    below = [other.line_item for other in column[at + 1 :] if other.line_item in known]
    above = [other.line_item for other in column[:at] if other.line_item in known]
    return next(iter([*below[:1], *above[-1:]]), "")


def english(name: str, label: str) -> str:
    """The words of an id, with capitals within a word as the label has them: ai_revenue of AI関連売上 is AI revenue."""
    printed = {word.lower(): word for word in re.findall(r"[A-Za-z]+", label) if word != word.capitalize()}
    words = " ".join(printed.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]
