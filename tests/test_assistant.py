"""The assistant's door, asked as an assistant asks: the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT, Project
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult
from reported import reported

Ask = Callable[..., dict[str, Any]]
SCRIPT = ROOT / "scripts/serve_mcp.py"


async def asked(arguments: list[str], calls: list[tuple[str, dict[str, Any]]]) -> list[CallToolResult]:
    parameters = StdioServerParameters(command=sys.executable, args=[str(SCRIPT), *arguments])
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        return [await session.call_tool(name, given) for name, given in calls]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return reported(tmp_path_factory)


@pytest.fixture(scope="module")
def call(project: Project) -> Callable[..., CallToolResult]:
    def one(name: str, /, **given: object) -> CallToolResult:
        (result,) = asyncio.run(asked(["--warehouse", str(project.warehouse)], [(name, given)]))
        return result

    return one


@pytest.fixture(scope="module")
def ask(call: Callable[..., CallToolResult]) -> Ask:
    def one(name: str, /, **given: object) -> dict[str, Any]:
        result = call(name, **given)
        assert not result.isError, result.content
        return json.loads(result.content[0].text)

    return one


@pytest.fixture(scope="module")
def refused(call: Callable[..., CallToolResult]) -> Callable[..., str]:
    def one(name: str, /, **given: object) -> str:
        result = call(name, **given)
        assert result.isError
        return result.content[0].text

    return one


@pytest.fixture(scope="module")
def marts(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(project.warehouse, read_only=True) as connection:
        yield connection


def test_every_tool_is_read_only_and_says_what_it_does(project: Project) -> None:
    async def tools() -> list[Any]:
        parameters = StdioServerParameters(command=sys.executable, args=[str(SCRIPT), "--warehouse", str(project.warehouse)])
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
            told = await session.initialize()
            assert "deck, page, printed text, source and checks" in told.instructions
            return (await session.list_tools()).tools

    found = asyncio.run(tools())
    assert {tool.name for tool in found} == {
        "find_companies", "find_line_items", "get_values", "get_guidance", "get_guidance_changes",
    }  # fmt: skip
    assert all(tool.annotations.readOnlyHint and not tool.annotations.destructiveHint and tool.description for tool in found)


@pytest.mark.parametrize("name", ["IIJ", "3774", "株式会社インターネットイニシアティブ", "internet initiative japan inc", "ＩＩＪ"])
def test_a_company_is_known_by_any_of_its_names(ask: Ask, name: str) -> None:
    assert ask("get_values", company=name, line_item="revenue", limit=1)["company"] == "iij"


@pytest.mark.parametrize("name", ["operating_profit", "営業利益", "Operating Profit"])
def test_a_line_item_is_known_in_both_languages(ask: Ask, name: str) -> None:
    found = ask("get_values", company="iij", line_item=name, periods=["1Q25"])
    assert [one["value"] for one in found["values"]] == ["6031"]


def test_a_part_of_a_name_finds_line_items(ask: Ask) -> None:
    found = ask("find_line_items", company="iij", name="受注残", limit=2)
    assert {"si_construction_backlog", "si_operation_backlog"} & {row["line_item"] for row in found["line_items"]}
    assert len(found["line_items"]) == 2
    assert found["left_out"] > 0
    assert all(row["known"] for row in found["line_items"])


def numbers(found: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Everything in an answer that is a number with a meaning."""
    if isinstance(found, dict):
        if found.get("value") is not None:
            yield found
        for one in found.values():
            yield from numbers(one)
    elif isinstance(found, list):
        for one in found:
            yield from numbers(one)


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("get_values", {"company": "iij", "line_item": "revenue", "limit": 40}),
        ("get_values", {"company": "iij", "line_item": "gross_margin", "limit": 40}),
        ("get_values", {"company": "iij", "line_item": "profit", "measure": "yoy_pct", "limit": 40}),
        ("get_values", {"company": "northfield", "line_item": "revenue", "limit": 40}),
        ("get_guidance", {"company": "iij", "limit": 40}),
        ("get_guidance_changes", {"company": "aoba", "limit": 40}),
    ],
)
def test_no_number_comes_without_deck_page_print_and_checks(
    ask: Ask, marts: duckdb.DuckDBPyConnection, tool: str, given: dict[str, Any]
) -> None:
    figures = set(marts.execute("select deck, page, label from marts.figure_audit").fetchall())
    found = list(numbers(ask(tool, **given)))
    assert found
    for one in found:
        assert one["printed"], one
        assert {"holding", "not_holding", "some"} <= set(one["checks"])
        for place in one["printed"]:
            assert place["printed"] and place["deck_title"]
            assert (place["deck"], place["page"], place["label"]) in figures


def test_values_are_those_of_the_marts(ask: Ask, marts: duckdb.DuckDBPyConnection) -> None:
    found = ask("get_values", company="iij", line_item="revenue", period_type="quarter", limit=40)
    rows = marts.execute(
        "select period, amount_mn from marts.income_statement where company = 'iij' and line_item = 'revenue' and basis = 'actual'"
        " and period_type = 'quarter' and amount_mn is not null order by period_sort desc"
    ).fetchall()
    assert [(one["period"], one["value"]) for one in found["values"]] == [
        (period, f"{value.normalize():f}") for period, value in rows
    ]
    margin = ask("get_values", company="iij", line_item="gross_margin", periods=["1Q25"])["values"][0]
    assert margin["value"] == "21.73"
    assert {part["line_item"] for part in margin["computed_from"]} == {"gross_profit", "revenue"}
    growth = ask("get_values", company="iij", line_item="revenue", periods=["1Q25"], measure="yoy_pct")["values"][0]
    assert growth["value"] == "6.67"
    assert growth["printed"][0]["printed"] == "+6.7%"
    assert [part["period"] for part in growth["computed_from"]] == ["1Q25", "1Q24"]


def test_a_print_is_written_as_its_deck_has_it(ask: Ask) -> None:
    """A unit that the print has already is not put behind it once more."""
    found = ask("get_values", company="iij", line_item="dividend_per_share", periods=["FY25"], basis="forecast")["values"][0]
    assert {place["printed"] for place in found["printed"]} == {"39.00円", "¥39.00"}


def test_an_amount_that_no_deck_prints_names_what_it_follows_from(ask: Ask) -> None:
    found = ask("get_values", company="iij", line_item="revenue", periods=["9M24"])["values"][0]
    assert (found["source"], found["method"]) == ("calculated", "differenced")
    assert "316,831百万円 (p. 5)" in found["follows_from"]
    assert "316,831百万円" in {place["printed"] for place in found["printed"]}


def test_a_check_that_does_not_hold_comes_first_with_its_evidence(ask: Ask) -> None:
    found = ask("get_values", company="iij", line_item="operating_profit", periods=["FY20"])["values"][0]
    assert found["source"] == "conflicting"
    assert found["checks"]["not_holding"] == 1
    first = found["checks"]["some"][0]
    assert first["status"] == "inconsistent"
    assert first["reason"] == "deck_error" and first["evidence"]


def test_what_nothing_printed_leads_to_is_withheld_and_said_to_be(project: Project, tmp_path: Path) -> None:
    """A forecast whose prints are gone: it is not told, nor is it silently left out."""
    warehouse = tmp_path / "kessan.duckdb"
    warehouse.write_bytes(project.warehouse.read_bytes())
    with duckdb.connect(warehouse) as connection:
        ((every,),) = connection.execute(
            "select count(*) from marts.guidance where company = 'aoba' and amount_mn is not null"
        ).fetchall()
        connection.execute("delete from marts.figure_audit where company = 'aoba' and basis = 'forecast' and line_item = 'revenue'")
    calls = [("get_guidance", {"company": "aoba", "limit": 2}), ("get_guidance", {"company": "aoba", "limit": 40}),
             ("get_guidance_changes", {"company": "aoba"})]  # fmt: skip
    some, all_of_them, changes = (
        json.loads(result.content[0].text) for result in asyncio.run(asked(["--warehouse", str(warehouse)], calls))
    )
    for one, key in ((some, "guidance"), (all_of_them, "guidance"), (changes, "changes")):
        assert "revenue FY25 forecast" in one["withheld_for_want_of_evidence"], key
    for one in (some, all_of_them):
        assert len(one["guidance"]) + len(one["withheld_for_want_of_evidence"]) + one["left_out"] == every


def test_what_changed_in_guidance_names_both_prints(ask: Ask) -> None:
    found = ask("get_guidance_changes", company="Aoba Parts Co.", line_item="売上高")
    change = next(one for one in found["changes"] if one["period"] == "FY25")
    assert (change["before"]["value"], change["now"]["value"], change["change"]) == ("25000", "26400", "1400")
    assert change["before"]["printed"][0]["page"] and change["now"]["printed"][0]["page"]
    assert "no deck" in ask("get_guidance_changes", company="iij")["told"]


def test_what_is_left_out_is_counted(ask: Ask) -> None:
    found = ask("get_values", company="iij", line_item="revenue", limit=2)
    assert len(found["values"]) == 2
    assert found["left_out"] > 10


def test_what_is_not_known_says_why_and_what_there_is(ask: Ask, refused: Callable[..., str]) -> None:
    none = ask("get_values", company="iij", line_item="revenue", basis="plan", period_type="quarter")
    assert none["values"] == []
    assert {"basis": "plan", "period_type": "year", "periods": ["FY26"]} in none["there_is"]
    coarse = ask("get_values", company="iij", line_item="ip_service_revenue", periods=["1Q24"])
    assert coarse["values"] == [] and coarse["not_known"][0]["why"] == "too_coarse"
    assert "Periods: " in refused("get_values", company="iij", line_item="revenue", periods=["1Q99"])


def test_growth_that_is_no_rate_says_why(ask: Ask) -> None:
    growth = ask("get_values", company="aoba", line_item="profit_attributable_to_owners", periods=["9M25"], measure="yoy_pct")
    assert growth["values"] == []
    assert growth["not_known"] == [{"period": "9M25", "basis": "actual", "why": "turned_to_profit"}]


def test_a_balance_is_found_by_its_quarter_as_by_its_day(ask: Ask) -> None:
    by_quarter, by_day = (
        ask("get_values", company="iij", line_item="total_assets", periods=[period])["values"] for period in ("1Q25", "2025-06-30")
    )
    assert by_quarter == by_day
    assert by_day[0]["value"] == "312998"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"company": "nobody", "line_item": "revenue"}, "Companies: 9x&co."),
        ({"company": "' or 1=1; drop table marts.facts --", "line_item": "revenue"}, "Companies: "),
        ({"company": "iij", "line_item": "ebitda"}, "adjusted_ebitda"),
        ({"company": "iij", "line_item": "revenue'; drop table marts.facts; --"}, "The nearest of its"),
        ({"company": "iij", "line_item": ""}, "The nearest of its"),
        ({"company": "iij", "line_item": "revenue", "basis": "guess"}, "'actual', 'forecast' or 'plan'"),
        ({"company": "iij", "line_item": "revenue", "limit": 100000}, "less than or equal to 40"),
    ],
)
def test_a_bad_question_is_answered_with_what_exists(refused: Callable[..., str], given: dict[str, Any], message: str) -> None:
    assert message in refused("get_values", **given)


def test_nothing_is_written_and_nothing_else_is_on_standard_output(project: Project) -> None:
    before = project.warehouse.read_bytes()
    asyncio.run(asked(["--warehouse", str(project.warehouse)], [("find_companies", {})]))
    assert project.warehouse.read_bytes() == before
    assert not project.warehouse.with_name("kessan.duckdb.wal").exists()
    first = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}  # fmt: skip
    done = subprocess.run(
        [sys.executable, SCRIPT, "--warehouse", project.warehouse],
        input=json.dumps(first) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]


def test_a_release_is_named_and_the_next_one_is_read(project: Project, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    for name in ("one", "two"):
        folder = releases / name
        folder.mkdir(parents=True)
        (folder / "kessan.duckdb").write_bytes(project.warehouse.read_bytes())
        with duckdb.connect(folder / "kessan.duckdb") as connection:
            connection.execute(f"create view main.release as select '{name}' as release")

    async def over_a_release() -> list[str]:
        parameters = StdioServerParameters(command=sys.executable, args=[str(SCRIPT), "--releases", str(releases)])
        told = []
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            for name in ("one", "two"):
                (releases / "next").symlink_to(name)
                (releases / "next").replace(releases / "current")
                result = await session.call_tool("find_companies", {})
                told.append(json.loads(result.content[0].text)["release"])
        return told

    (releases / "current").symlink_to("one")
    assert asyncio.run(over_a_release()) == ["one", "two"]


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--releases", tmp_path], capture_output=True, text=True, check=False, input="")
    assert done.returncode == 1
    assert "run `make release`" in done.stderr
    assert done.stdout == ""
