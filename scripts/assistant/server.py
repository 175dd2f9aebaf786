"""The tools, as an assistant calls them over the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations
from pydantic import Field

from assistant.answers import found_companies, found_line_items, guidance, guidance_changes, values
from assistant.warehouse import Row, opened

INSTRUCTIONS = (
    "Audited figures of listed companies' earnings decks. Every number comes with its deck, page, printed text, source and checks:"
    " quote them with it. A number that is not here is not known; do not estimate it. Values are exact decimals; `can_be` is the"
    " interval that the rounding of the print leaves. Find the company first, then the line item, then its values."
)
READ_ONLY = ToolAnnotations(readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False)
Company = Annotated[str, Field(description="Id, name in Japanese or English, or securities code of a company.", max_length=200)]
Item = Annotated[str, Field(description="Id of a line item, or its name in Japanese or English.", max_length=200)]
Basis = Annotated[
    Literal["actual", "forecast", "plan"], Field(description="What happened, what the company expects, or what it plans.")
]
PeriodType = Annotated[
    Literal["quarter", "half", "nine_months", "cumulative", "year", "month", "instant"] | None,
    Field(
        description="Periods of one length; cumulative is any other from the start of a fiscal year, instant for balances."
        " Without it, of every length that there is."
    ),
]
Measure = Annotated[
    Literal["level", "yoy_pct", "qoq_pct"], Field(description="The amount, or its growth on the year before or the quarter before.")
]
Limit = Annotated[int, Field(ge=1, le=40, description="How many at most; what is left out is counted.")]


def server(warehouse: Path) -> FastMCP:
    """A server over one warehouse, or over the release that is current when a question comes."""
    mcp = FastMCP("kessan", instructions=INSTRUCTIONS, log_level="WARNING")

    def tool(title: str) -> Any:  # noqa: ANN401
        return mcp.tool(title=title, annotations=READ_ONLY)

    @tool("Find companies")
    def find_companies(
        name: Annotated[str, Field(description="Part of a name; empty for all.", max_length=200)] = "", limit: Limit = 20
    ) -> Row:
        """Companies by name in Japanese or English, with the decks that are known of each."""
        with opened(warehouse) as rows:
            return found_companies(rows, name, limit)

    @tool("Find line items")
    def find_line_items(
        company: Company,
        name: Annotated[str, Field(description="Part of a name; empty for all.", max_length=200)] = "",
        limit: Limit = 20,
    ) -> Row:
        """Line items of a company by name in Japanese or English: their ids, statement and the periods that are known of each."""
        with opened(warehouse) as rows:
            return found_line_items(rows, company, name, limit)

    @tool("Values of a line item")
    def get_values(
        company: Company,
        line_item: Item,
        periods: Annotated[
            list[str] | None, Field(description="Periods such as 1Q25, 1H25, FY24 or 2025-06-30.", max_length=40)
        ] = None,
        period_type: PeriodType = None,
        basis: Basis = "actual",
        measure: Measure = "level",
        limit: Limit = 12,
    ) -> Row:
        """A line item over periods, the newest first: each value with its deck, page, printed text, source and checks."""
        with opened(warehouse) as rows:
            return values(rows, company, line_item, periods, period_type, basis, measure, limit)

    @tool("Guidance")
    def get_guidance(company: Company, line_item: Item | None = None, limit: Limit = 12) -> Row:
        """What the company expects and plans now, how far it has come, and where it says so."""
        with opened(warehouse) as rows:
            return guidance(rows, company, line_item, limit)

    @tool("What changed in guidance")
    def get_guidance_changes(company: Company, line_item: Item | None = None, limit: Limit = 12) -> Row:
        """Every change of a forecast or plan, the newest first: what was and what is expected, and where each is printed."""
        with opened(warehouse) as rows:
            return guidance_changes(rows, company, line_item, limit)

    return mcp
