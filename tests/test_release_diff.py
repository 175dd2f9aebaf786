"""The data diff: every way in which a mart can differ from the one that was released."""

from __future__ import annotations

import sys
from collections.abc import Callable

import duckdb
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from release_diff import Change, MartDiff, compare, news, restated
from release_files import marts_in

KEYS = {"facts": ("fact_id", "as_of")}
RELEASED = """
    create table facts (fact_id varchar, as_of varchar, value decimal(18, 4), is_latest boolean, remark varchar);
    insert into facts values ('a', '1', 10, true, null), ('b', '1', 20, true, null), ('c', '1', null, true, 'x')
"""


@pytest.fixture
def diff_after() -> Callable[[str], MartDiff]:
    """The diff of the mart `facts` against itself after some statements."""

    def diff(statements: str, keys: dict[str, tuple[str, ...]] = KEYS) -> MartDiff:
        with duckdb.connect() as connection:
            for database, change in {"released": "", "built": statements}.items():
                connection.execute(f"attach ':memory:' as {database}; create schema {database}.marts; use {database}.marts")
                connection.execute(RELEASED + ";" + change)
            before, after = marts_in(connection, "released", KEYS), marts_in(connection, "built", keys)
            return next(iter(compare(connection, before, after)))

    return diff


def key(fact_id: str) -> dict[str, str]:
    return {"fact_id": fact_id, "as_of": "1"}


def test_no_difference(diff_after: Callable[[str], MartDiff]) -> None:
    assert not diff_after("update facts set value = value")


@pytest.mark.parametrize(
    ("change", "expected", "is_restated"),
    [
        ("insert into facts values ('d', '1', 1, true, null)", {"rows_added": [key("d")]}, False),
        ("delete from facts where fact_id = 'b'", {"rows_gone": [key("b")]}, True),
        (
            "update facts set value = 11 where fact_id = 'a'",
            {"changes": [Change(key("a"), "value", "10.0000", "11.0000")]},
            True,
        ),
        ("update facts set value = null where fact_id = 'a'", {"changes": [Change(key("a"), "value", "10.0000", None)]}, True),
        ("update facts set value = 0 where fact_id = 'c'", {"changes": [Change(key("c"), "value", None, "0.0000")]}, True),
        ("update facts set remark = '' where fact_id = 'a'", {"changes": [Change(key("a"), "remark", None, "")]}, False),
        (
            "update facts set is_latest = false where fact_id = 'a'",
            {"changes": [Change(key("a"), "is_latest", "true", "false")]},
            False,
        ),
        ("alter table facts add column page integer", {"columns_added": ["page"]}, False),
        ("alter table facts drop column remark", {"columns_gone": ["remark"]}, False),
        ("alter table facts drop column value", {"columns_gone": ["value"]}, True),
        # a later deck that restates a fact is another row, and the one that it restates is no longer the latest
        (
            "update facts set is_latest = false where fact_id = 'a'; insert into facts values ('a2', '1', 11, true, null)",
            {"rows_added": [key("a2")], "changes": [Change(key("a"), "is_latest", "true", "false")]},
            False,
        ),
        (
            "alter table facts alter value type decimal(18, 2)",
            {"columns_retyped": ["value: DECIMAL(18,4) to DECIMAL(18,2)"]},
            False,
        ),
        (
            "alter table facts alter is_latest type varchar using case when is_latest then 'yes' else 'no' end",
            {
                "columns_retyped": ["is_latest: BOOLEAN to VARCHAR"],
                "changes": [Change(key(one), "is_latest", "true", "yes") for one in "abc"],
            },
            False,
        ),
    ],
)
def test_a_difference(diff_after: Callable[[str], MartDiff], change: str, expected: dict, is_restated: bool) -> None:
    found = diff_after(change)
    assert found == MartDiff("facts", **expected)
    assert bool(restated([found])) == is_restated


def test_a_mart_that_is_gone(diff_after: Callable[..., MartDiff]) -> None:
    found = diff_after("drop table facts", {})
    assert found.rows_gone == [key("a"), key("b"), key("c")]
    assert restated([found])


def test_another_key_makes_other_rows(diff_after: Callable[..., MartDiff]) -> None:
    found = diff_after("alter table facts rename as_of to stated", {"facts": ("fact_id", "stated")})
    assert (len(found.rows_added), len(found.rows_gone), found.changes) == (3, 3, [])


def test_new_companies_decks_and_restatements_are_named() -> None:
    diffs = [
        MartDiff("companies", rows_added=[{"company": "acme"}]),
        MartDiff("decks"),
        MartDiff("facts", rows_added=[key("a")]),
        MartDiff("restatements", rows_added=[key("a2"), key("b2")]),
    ]
    assert news(diffs) == {"companies": ["acme"], "restatements": ["a2, 1", "b2, 1"]}
