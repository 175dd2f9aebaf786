"""Links from the workbook into the report that lies beside it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from reporting.provenance import Source

from workbook.book import Book, Key

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Links:
    """Where a number of the report can be opened; none where there is no report, or it is on another company."""

    file: str = ""
    numbers: frozenset[str] = field(default_factory=frozenset)

    def to(self, key: Key, measure: str, as_of: str | None, book: Book) -> str:
        """The link to a number, or else to the page that tells of the company; nothing where there is no report."""
        if not self.file:
            return ""
        keys = [Source(key.line_item, key.period, key.basis, measure, one).key for one in dict.fromkeys((as_of, None))]
        found = next((one for one in keys if one in self.numbers), None)
        return f"external:{self.file}#{found}" if found else f"external:{self.file}"


def numbers_in(report: Path, company: str) -> Links:
    """The numbers that the company's page can open: the report's own, or of several companies the one in the folder beside it."""
    for page in (report, report.with_suffix("") / f"{company}.html"):
        match = DATA.search(page.read_text(encoding="utf-8")) if page.is_file() else None
        data = json.loads(match[1]) if match else {}
        if data.get("company") == company:
            return Links(page.relative_to(report.parent).as_posix(), frozenset(data["anchors"]))
    return Links()
