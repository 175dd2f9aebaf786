"""Run the SQL queries of README.md against the warehouse and put in what they give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import duckdb
import typer

ROOT = Path(__file__).resolve().parent.parent
WAREHOUSE = ROOT / "warehouse/kessan.duckdb"
README = ROOT / "README.md"
BLOCK = re.compile(r"(```sql\n(?P<sql>.*?)```\n\n<!-- result -->\n)(?P<result>.*?)(<!-- /result -->)", re.DOTALL)


def markdown_table(relation: duckdb.DuckDBPyRelation) -> str:
    """The rows as a Markdown table; numbers with thousands separators, right-aligned, null as a dash."""

    def cell(value: object) -> str:
        if value is None:
            return "–"
        text = f"{value:,}" if type(value).__name__ in ("int", "Decimal") else str(value)
        return text.replace("|", "\\|")

    numeric = [str(kind).startswith(("DECIMAL", "BIGINT", "INTEGER", "HUGEINT")) for kind in relation.types]
    lines = [relation.columns, ["--:" if is_number else "---" for is_number in numeric]]
    lines += [[cell(value) for value in row] for row in relation.fetchall()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def render(text: str, warehouse: Path) -> str:
    """README text with the result of each query under it."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        return BLOCK.sub(lambda match: match[1] + markdown_table(connection.sql(match["sql"])) + match[4], text)


def main(
    warehouse: Annotated[Path, typer.Option(help="The DuckDB file to query.", envvar="KESSAN_WAREHOUSE")] = WAREHOUSE,
    readme: Annotated[Path, typer.Option(help="The file to render.")] = README,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail if something would change.")] = False,
) -> None:
    """Put the results of README.md's queries under them."""
    if not warehouse.exists():
        raise typer.BadParameter(f"{warehouse} does not exist; run `make build` first")
    before = readme.read_text(encoding="utf-8")
    after = render(before, warehouse)
    if check and before != after:
        typer.echo(f"{readme}: shows other results than the warehouse gives; run `make readme`", err=True)
        raise typer.Exit(1)
    if not check:
        readme.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
