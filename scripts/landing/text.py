"""Read a deck's text with its page map; lines may come in whatever order the extraction gave them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from ledgers.page import lines_of

from landing.document import Line, Sheet, form
from landing.proposal import LandingError

from pages import read_page  # isort: skip

MOST_LINES = 200_000
MOST_BYTES = 20_000_000


def read_text(text: Path, pages: Path) -> list[Sheet]:
    """The pages of a text: `first_line,last_line,page` of the map, the lines counted from 1."""
    lines = lines_of(_decoded(text))
    if len(lines) > MOST_LINES:
        raise LandingError(f"{text} has {len(lines):,} lines; a deck has at most {MOST_LINES:,}")
    sheets: list[Sheet] = []
    taken: dict[int, str] = {}
    for where, row in _rows(pages):
        number = row["page"].strip()
        if read_page(number) is None:
            raise LandingError(f"{where}, column page: {number!r} is not the printed number of a page: 12, 12-2, A-1 or ⅳ")
        if any(sheet.page == number for sheet in sheets):
            raise LandingError(f"{where}, column page: page {number} is there twice")
        first, last = (_whole(where, row, column) for column in ("first_line", "last_line"))
        if first < 1 or first > last or first > len(lines):
            raise LandingError(
                f"{where}: lines {first} to {last} are no lines of {text.name}, which has {len(lines):,}; correct the map"
            )
        # the map may count the empty line after the last line end
        if last > len(lines) + 1:
            raise LandingError(f"{where}: {text.name} ends at line {len(lines):,}, before {last}; the map is of another text")
        its_lines = range(first, min(last, len(lines)) + 1)
        twice = next((line for line in its_lines if line in taken), None)
        if twice is not None:
            raise LandingError(f"{where}: line {twice} is on page {taken[twice]} already; correct the map")
        taken.update(dict.fromkeys(its_lines, number))
        sheets.append(Sheet(number, tuple(Line(line, lines[line], _block(lines, line, first)) for line in its_lines), len(sheets)))
    if not sheets:
        raise LandingError(f"{pages} has no rows; it needs one for each page: first_line,last_line,page")
    for line, its in lines.items():
        if line not in taken and re.search(r"[0-9]", form(its)):
            raise LandingError(f"{pages}: line {line} of {text.name} has numbers and is on no page; the map does not fit the text")
    return sheets


def _block(lines: dict[int, str], line: int, first: int) -> int:
    return line


def _decoded(path: Path) -> str:
    if not path.is_file():
        raise LandingError(f"{path} is not there; give the deck's text")
    if path.stat().st_size > MOST_BYTES:
        raise LandingError(f"{path} has {path.stat().st_size:,} bytes; the text of a deck has at most {MOST_BYTES:,}")
    content = path.read_bytes()
    if content.startswith(b"%PDF-"):
        raise LandingError(f"{path} is a PDF; give it with --pdf")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LandingError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def _rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""), restval="")
    wanted = ("first_line", "last_line", "page")
    absent = [column for column in wanted if column not in (reader.fieldnames or [])]
    if absent:
        raise LandingError(f"{path}, row 1: no column {', '.join(absent)}; the page map has first_line,last_line,page")
    return [(f"{path}, row {reader.line_num}", {column: row[column] or "" for column in wanted}) for row in reader]


def _whole(where: str, row: dict[str, str], column: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", row[column].strip()):
        raise LandingError(f"{where}, column {column}: {row[column]!r} is not a whole number")
    return int(row[column])
