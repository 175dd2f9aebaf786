"""
The working folder of a deck that is being landed, `landing/<deck>/`: what was proposed, its pages and where it came from.

It belongs to whoever lands the deck and is no part of the repository. Every file is replaced as a whole, so that a reader
never sees half of it, and is refused with the file, row and column where it cannot be read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from filelock import FileLock, Timeout
from pages import read_page

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "landing"
FIGURE, LARGE_DEAL = "figure", "large_deal"
PROVEN, CERTAIN, LIKELY, UNKNOWN = "proven", "certain", "likely", "unknown"
CONFIDENCES = (PROVEN, CERTAIN, LIKELY, UNKNOWN)
NEW = "new:"
DECK_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


class LandingError(Exception):
    """Something that whoever lands the deck can mend; the message names file, row and column and says what to do."""


@dataclass(frozen=True)
class Number:
    """
    One row of proposed.csv: a number of the document and what it is.

    A printed number that states several facts has several rows at one place. All cells are text, as in the file; `seq` may be
    empty, for `accept` counts the figures of each page anew.
    """

    seq: str = ""
    page: str = ""
    section: str = ""
    label: str = ""
    line_item: str = ""
    measure: str = ""
    period: str = ""
    basis: str = ""
    as_of: str = ""
    printed: str = ""
    unit: str = ""
    qualifier: str = ""
    remark: str = ""
    # figure, large_deal (`large_deal` has its id, `measure` the column that it fills), or a reason of dispositions.csv
    disposition: str = FIGURE
    large_deal: str = ""
    # where it stands: line and position in a text, or the box in points from the top left of the page of a PDF
    line: str = ""
    position: str = ""
    x0: str = ""
    top: str = ""
    x1: str = ""
    bottom: str = ""
    # what the document prints there, whatever was decided of it; ? where it does not mean this number
    text_number: str = ""
    text_sign: str = ""
    text_unit: str = ""
    text_qualifier: str = ""
    # empty where the number is no figure
    confidence: str = ""
    # short reasons in English, and other readings worth offering: `line_item measure period basis unit`, best first
    why: str = ""
    candidates: str = ""

    @property
    def is_figure(self) -> bool:
        return self.disposition == FIGURE

    @property
    def is_new(self) -> bool:
        """Whether its line item is not in the dictionary yet."""
        return self.is_figure and (not self.line_item or self.line_item.startswith(NEW))

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom in points from the top left of its page."""
        return (float(self.x0), float(self.top), float(self.x1), float(self.bottom)) if self.x0 else None

    @property
    def place(self) -> tuple[str, ...]:
        """Rows of one place are one printed number."""
        return self.page, self.line, self.position, self.x0, self.top, self.x1, self.bottom

    @property
    def readings(self) -> list[str]:
        return [reading for reading in self.candidates.split(" | ") if reading]


COLUMNS = tuple(column.name for column in fields(Number))
LANDED = COLUMNS[: COLUMNS.index("disposition")]


@dataclass(frozen=True)
class Page:
    """One row of pages.csv: a page as printed, and its lines in the text or its sheet (from 0) and size in the PDF."""

    page: str
    section: str = ""
    title_ja: str = ""
    title_en: str = ""
    first_line: str = ""
    last_line: str = ""
    sheet: str = ""
    width: str = ""
    height: str = ""


PAGE_COLUMNS = tuple(column.name for column in fields(Page))


@dataclass(frozen=True)
class Source:
    """
    source.json: what the proposal was read from.

    `kind` is pdf or text. `after` is the deck whose layout was followed, empty in a company's first. `files` are paths, the
    document first, `sha256` their digests in the same order. `published_on` is empty where the document does not say it.
    """

    deck: str
    company: str
    kind: str
    after: str = ""
    files: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    published_on: str = ""
    title_ja: str = ""
    current_period: str = ""


@dataclass(frozen=True)
class Proposal:
    """All that the working folder holds."""

    folder: Path
    source: Source
    pages: tuple[Page, ...]
    numbers: tuple[Number, ...] = field(repr=False)

    @property
    def deck(self) -> str:
        return self.source.deck


def folder_of(deck: str, base: Path = FOLDER) -> Path:
    if not DECK_NAME.fullmatch(deck):
        raise LandingError(f"{deck!r} is no name of a deck: the company and the quarter in lower case, such as iij_2q25")
    return base / deck


@contextmanager
def locked(folder: Path, doing: str) -> Iterator[None]:
    """Hold the working folder of a deck, so that two terminals cannot change it at once; `doing` is told to the second."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    note = folder.parent / f".{folder.name}.doing"
    lock = FileLock(folder.parent / f".{folder.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = note.read_text(encoding="utf-8").strip() if note.exists() else "another command"
        raise LandingError(f"{folder.name} is in use by {who}; end that first, then run this again") from None
    try:
        note.write_text(f"`{doing}` (process {os.getpid()})\n", encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def replace_file(path: Path, content: str) -> None:
    """Write beside the file, then rename: whoever reads meanwhile sees the old or the new."""
    scratch = path.with_name(f".{path.name}.new")
    with scratch.open("w", encoding="utf-8", newline="") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    scratch.replace(path)


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    handle = io.StringIO(newline="")
    writer = csv.DictWriter(handle, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return handle.getvalue()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(proposal: Proposal) -> None:
    """Write all three files; the numbers last, for a folder without them is no proposal."""
    proposal.folder.mkdir(parents=True, exist_ok=True)
    replace_file(proposal.folder / "source.json", json.dumps(asdict(proposal.source), ensure_ascii=False, indent=2) + "\n")
    write_pages(proposal.folder, proposal.pages)
    write_numbers(proposal.folder, proposal.numbers)


def write_numbers(folder: Path, numbers: Iterable[Number]) -> None:
    replace_file(folder / "proposed.csv", csv_text(COLUMNS, map(asdict, numbers)))


def rows_of(path: Path, columns: Sequence[str], advice: str) -> list[tuple[str, dict[str, str]]]:
    """Rows with the place of each for messages; the header has to be as given, in any order."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LandingError(f"{path} is not there; {advice}") from None
    except UnicodeDecodeError as error:
        raise LandingError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = reader.fieldnames or []
        unknown, missing = [name for name in header if name not in columns], [name for name in columns if name not in header]
        if unknown or missing:
            told = [f"has a column {name!r} that is none of its own" for name in unknown]
            told += [f"has no column {name!r}" for name in missing]
            raise LandingError(f"{path}: {'; '.join(told)}; its columns are {', '.join(columns)}")
        if len(set(header)) < len(header):
            raise LandingError(f"{path}: a column is there twice; its columns are {', '.join(columns)}")
        found = []
        for row in reader:
            where = f"{path}, row {reader.line_num}"
            if None in row or None in row.values():
                raise LandingError(f"{where}: more or fewer cells than the header has columns; is a comma without quotes?")
            found.append((where, row))
    except csv.Error as error:
        raise LandingError(f"{path}, row {reader.line_num}: {error}; save it as CSV with commas") from None
    return found


def read(deck: str, base: Path = FOLDER) -> Proposal:
    """The proposal of a deck, its files well formed; what its cells say is checked by `vocabulary`."""
    folder = folder_of(deck, base)
    advice = f"make it with `python scripts/land.py propose {deck}`"
    if not folder.is_dir():
        raise LandingError(f"there is no folder {folder}; {advice}")
    source = read_source(folder / "source.json", advice)
    if source.deck != deck:
        raise LandingError(f"{folder / 'source.json'}: it is of {source.deck}, not of {deck}; {advice}")
    pages = read_pages(folder / "pages.csv", advice)
    return Proposal(folder, source, pages, read_numbers(folder / "proposed.csv", advice, {page.page for page in pages}))


def read_source(path: Path, advice: str) -> Source:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
        return Source(**content)
    except FileNotFoundError:
        raise LandingError(f"{path} is not there; {advice}") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise LandingError(f"{path}: not as it was written ({error}); {advice} again") from None


def write_pages(folder: Path, pages: Iterable[Page]) -> None:
    replace_file(folder / "pages.csv", csv_text(PAGE_COLUMNS, map(asdict, pages)))


def read_pages(path: Path, advice: str) -> tuple[Page, ...]:
    pages = []
    for where, row in rows_of(path, PAGE_COLUMNS, advice):
        if read_page(row["page"]) is None:
            raise LandingError(f"{where}, column page: {row['page']!r} is no page number")
        pages.append(Page(**row))
    return tuple(pages)


def read_numbers(path: Path, advice: str, pages: set[str]) -> tuple[Number, ...]:
    numbers = []
    for where, row in rows_of(path, COLUMNS, advice):
        if row["page"] not in pages:
            raise LandingError(f"{where}, column page: {row['page']!r} is no page of pages.csv")
        box = [row[side] for side in ("x0", "top", "x1", "bottom")]
        if any(box) and not all(re.fullmatch(r"-?[0-9]+(?:[.][0-9]+)?", side) for side in box):
            raise LandingError(f"{where}, columns x0 to bottom: a box is four numbers in points, or empty")
        if any(row[name] and not row[name].isdecimal() for name in ("seq", "line", "position")):
            raise LandingError(f"{where}, columns seq, line, position: a whole number, or empty")
        numbers.append(Number(**row))
    return tuple(numbers)


def with_seqs(numbers: Iterable[Number]) -> list[Number]:
    """The figures in the order of the file, counted anew: page × 1000 + count where pages are whole numbers."""
    counted: list[Number] = []
    last, page = 0, None
    for number in numbers:
        if number.is_figure:
            starts = number.page != page and number.page.isdecimal()
            last = max(last + 1, int(number.page) * 1000 + 1 if starts else 0)
            page = number.page
            counted.append(replace(number, seq=str(last)))
    return counted
