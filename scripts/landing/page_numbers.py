"""Where the pages of a document print their number."""

from __future__ import annotations

from collections import defaultdict

from landing.document import Line, Sheet
from landing.numbers import Mark

# pages that have a line in common before it runs through them
RUNNING = 3


def numbered_pages(sheets: list[Sheet]) -> dict[str, str]:
    """
    Where pages print their number, where most do: alone on a line, or at the end of the line that runs through the pages.

    A page has the words before its number there, none where it stands alone.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.lines:
            if (words := before_number(sheet, line)) is not None:
                found[words].add(sheet.page)
    running = {words: pages for words, pages in found.items() if len(pages) >= max(RUNNING, 0.1 * len(sheets))}
    where = dict.fromkeys(found.get("", ()), "")
    where |= {page: words for words in sorted(running, key=lambda words: len(running[words])) for page in running[words]}
    return where if len(where) > 0.6 * len(sheets) else {}


def before_number(sheet: Sheet, line: Line) -> str | None:
    """The words of a line that ends in the number of its page, and stands where such lines stand; none of any other line."""
    text = line.form.strip()
    words = text.removesuffix(sheet.page)
    ends = words != text and not words[-1:].isdigit() and (not words or words[-1:] in " |/-")
    return words.strip() if ends and (line.box is None or at_edge(sheet, line)) else None


def at_edge(sheet: Sheet, line: Line) -> bool:
    return line.box is None or line.box[1] > 0.9 * sheet.height or line.box[3] < 0.08 * sheet.height


def is_page_number(sheet: Sheet, mark: Mark, words: str) -> bool:
    line = next((line for line in sheet.lines if line.number == mark.line), None)
    if line is None or mark.digits != sheet.page or before_number(sheet, line) != words:
        return False
    return mark.position >= len(line.form.rstrip()) - len(mark.digits)
