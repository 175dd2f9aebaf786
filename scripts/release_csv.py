"""CSV that a double click opens without starting a formula, and that reads back as it was written."""

from __future__ import annotations

from typing import Any

from sql_text import literal

MARK = "'"
# Spreadsheets start a formula at these, in their narrow, wide and small forms; some skip what is blank before them.
STARTS = "=+@＝＋＠－−﹦﹢﹣﹫-"
BLANKS = r"\p{Z}\p{C}"
DANGEROUS = rf"^(?:[{BLANKS}]*[{STARTS}]|[\t\r\n]|{MARK})"

GUARD: dict[str, Any] = {
    "fieldType": "string",
    "prefix": MARK,
    "write": (
        "A text that begins with one of = + - @ (also wide, small or after blanks), with a tab or a line end, or with ' itself,"
        " has one ' before it, so that no spreadsheet takes it for a formula."
    ),
    "read": "Take one ' off the start of every text that has one. Numbers, dates and booleans are as they are.",
}


def guarded(text: str) -> str:
    """SQL: the text as it stands in a CSV."""
    return f"case when regexp_matches({text}, {literal(DANGEROUS)}) then {literal(MARK)} || {text} else {text} end"


def restored(text: str) -> str:
    """SQL: the text that stands in a CSV, as it was."""
    return f"case when starts_with({text}, {literal(MARK)}) then substr({text}, 2) else {text} end"
