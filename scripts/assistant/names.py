"""What a person calls a company, a line item or a period, and what the marts call it."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from mcp.server.fastmcp.exceptions import ToolError

from assistant.warehouse import Row, Rows

# how many names an answer offers instead of one that is not known
OFFERED = 12


def folded(text: str) -> str:
    """The same for full and half width, upper and lower case, with or without spaces and hyphens."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def likeness(asked: str, names: list[str]) -> float:
    """How much a name is like what was asked; a name that holds it is more so than one that merely resembles it."""
    best = 0.0
    for name in filter(None, map(folded, names)):
        if asked == name:
            return 3.0
        if asked in name:
            best = max(best, 1 + len(asked) / len(name))
        best = max(best, SequenceMatcher(None, asked, name).ratio())
    return best


def ranked(rows: list[Row], asked: str, *columns: str) -> list[tuple[float, Row]]:
    """Rows by how much one of their names is like what was asked, the likest first."""
    scored = [(likeness(folded(asked), [str(row[column] or "") for column in columns]), row) for row in rows]
    return sorted(scored, key=lambda one: (-one[0], one[1].get("display_order") or 0, str(one[1])))


def companies(rows: Rows) -> list[Row]:
    return rows.all("select * from marts.companies order by company")


def company_named(rows: Rows, asked: str) -> Row:
    """The company with this id, name or securities code; an answer that lists the companies where there is none."""
    there = companies(rows)
    found = [
        row
        for row in there
        if folded(asked) in {folded(str(row[c] or "")) for c in ("company", "name_ja", "name_en", "securities_code")}
    ]
    if folded(asked) and len(found) == 1:
        return found[0]
    listed = "; ".join(f"{row['company']} ({row['name_en'] or row['name_ja']})" for row in there)
    raise ToolError(f"no company is called {asked!r}. Companies: {listed}")


def line_items(rows: Rows, company: str) -> list[Row]:
    """Line items of which something is known."""
    return rows.all(
        "select * from marts.line_items as items where company = $company and ("
        " exists (from marts.amounts where company = items.company and line_item = items.line_item)"
        " or exists (from marts.ratios where company = items.company and ratio = items.line_item and ratio_pct is not null))"
        " order by display_order, line_item",
        company=company,
    )


def line_item_named(rows: Rows, company: str, asked: str) -> Row:
    """The line item with this id or name in either language; an answer with the nearest names where there is none."""
    there = line_items(rows, company)
    exact = [row for row in there if row["line_item"] == asked]
    called = exact or [
        row for row in there if folded(asked) in {folded(str(row[c] or "")) for c in ("line_item", "name_ja", "name_en")}
    ]
    if folded(asked) and len(called) == 1:
        return called[0]
    if len(called) > 1:
        raise ToolError(f"several line items of {company} are called {asked!r}; ask by id: {offered(called)}")
    nearest = [row for _, row in ranked(there, asked, "line_item", "name_ja", "name_en")[:OFFERED]]
    raise ToolError(f"{company} has no line item called {asked!r}. The nearest of its {len(there)}: {offered(nearest)}")


def offered(rows: list[Row]) -> str:
    return "; ".join(f"{row['line_item']} ({row['name_ja'] or row['name_en']}, {row['name_en'] or row['name_ja']})" for row in rows)
