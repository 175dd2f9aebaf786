"""How single facts of a filing are read: names, days, decimals, and what they are printed as."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from conftest import ROOT
from filing import facts, identity, prints
from filing.facts import Fact, Shown

with (ROOT / "seeds/reference/units.csv").open(encoding="utf-8", newline="") as handle:
    UNITS = tuple(csv.DictReader(handle))


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        ("http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2013-08-31/jppfs_cor", "jppfs_cor:NetSales"),
        ("http://disclosure.edinet-fsa.go.jp/taxonomy/jpigp/2025-11-01/jpigp_cor", "jpigp_cor:NetSales"),
        ("http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12", "tse-ed-t:NetSales"),
        ("http://fasb.org/us-gaap/2025", "us-gaap:NetSales"),
        ("https://xbrl.ifrs.org/taxonomy/2025-03-27/ifrs-full", "ifrs-full:NetSales"),
        ("http://xbrl.sec.gov/dei/2025", "dei:NetSales"),
        ("http://www.northfield.example/20250628", "own:NetSales"),
    ],
)
def test_a_taxonomy_has_one_prefix_in_all_years(namespace: str, expected: str) -> None:
    assert facts.prefixed({"namespace": namespace, "prefix": "whatever", "name": "NetSales"}) == expected


@pytest.mark.parametrize(
    ("decimals", "precision", "value", "expected"),
    [("-6", None, "210346000000", -6), ("INF", None, "5", None), (None, "6", "210346000000", -6), (None, "4", "0.3490", 4)],
)
def test_up_to_where_a_value_is_known(decimals: str | None, precision: str | None, value: str, expected: int | None) -> None:
    assert facts.decimals_of({"decimals": decimals, "precision": precision}, Decimal(value), value) == expected


@pytest.mark.parametrize(
    "text", ["", "(error)", "NaN", "INF", "1,000", "1 000", "12円", "--1", "0x10", "１２", "1" * 29, "1e900", "1e-900"]
)
def test_what_is_no_number(text: str) -> None:
    assert facts.number_of(text) is None


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"instant": "2025-06-30"}, (None, "2025-06-30")),
        ({"instant": "2025-07-01T00:00:00"}, (None, "2025-06-30")),
        ({"startDate": "2025-04-01", "endDate": "2025-07-01T00:00:00"}, ("2025-04-01", "2025-06-30")),
        ({"forever": ""}, (None, None)),
        ({"instant": "soon"}, (None, None)),
        ({"instant": "0001-01-01T00:00:00"}, (None, None)),
        ({"startDate": "2025-04-01", "endDate": "9999-12-31"}, (None, None)),
    ],
)
def test_the_days_of_a_context(where: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    starts_on, ends_on = facts.days(where)
    assert (starts_on and starts_on.isoformat(), ends_on and ends_on.isoformat()) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [("37740", "3774"), ("130A0", "130A"), ("3774", "3774"), ("25935", "25935"), ("NFLD", "NFLD")]
)
def test_securities_codes(code: str, expected: str) -> None:
    """A preferred share, 25935, is no ordinary share of 2593."""
    assert identity.four_digits(code) == expected


def fact(value: str, decimals: int | None, shown: Shown | None = None) -> Fact:
    cells = dict.fromkeys(("concept", "context", "unit", "text", "file", "fact_id"), "")
    numbers = {"number": 1, "page": 1, "line": 1}
    flags = {"has_context": True, "has_typed_member": False, "is_number": True, "is_nil": False}
    rest = {"starts_on": None, "ends_on": None, "members": (), "entity": ("", "")}
    return Fact(**cells, **numbers, **flags, **rest, value=Decimal(value), decimals=decimals, shown=shown)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "decimals", "family", "currency", "expected"),
    [
        ("210346000000", -6, "money", "JPY", ("210,346", "百万円")),
        ("13067162000", -3, "money", "JPY", ("13,067,162", "千円")),
        ("13067162345", 0, "money", "JPY", ("13,067,162,345", "円")),
        ("13067162345", None, "money", "JPY", ("13,067,162,345", "円")),
        ("-8000000", -6, "money", "JPY", ("-8", "百万円")),
        ("0", -6, "money", "JPY", ("0", "百万円")),
        # no unit of a hundred thousand: a decimal of the next larger one is as sharp
        ("210346100000", -5, "money", "JPY", ("210,346.1", "百万円")),
        ("1160000000", -6, "money", "USD", ("1,160", "$ million")),
        ("22.10", 2, "per_share", "JPY", ("22.10", "円")),
        ("322485000", -3, "shares", "JPY", ("322,485", "千株")),
        ("397200000", -5, "shares", "USD", ("397.2", "million shares")),
        ("0.340", 3, "percent", "JPY", ("34.0", "%")),
    ],
)
def test_a_value_is_printed_with_every_digit_that_is_known(
    value: str, decimals: int | None, family: str, currency: str, expected: tuple[str, str]
) -> None:
    made = prints.of(fact(value, decimals), prints.units_of(family, currency, UNITS))
    assert made is not None
    assert (made.printed, made.unit) == expected


@pytest.mark.parametrize(
    ("text", "mark", "scale", "value", "decimals", "expected"),
    [
        ("210,346", "", 6, "210346000000", -6, ("210,346", "百万円", "")),
        ("8", "△", 6, "-8000000", -6, ("△8", "百万円", "")),
        ("274", "(", 6, "-274000000", -6, ("(274)", "百万円", "")),
        # an expense that the document shows as an effect on profit
        ("1,928", "△", 6, "1928000000", -6, ("1,928", "百万円", "shown as △1,928")),
        # shown in another way than as a number, in a unit that there is not, or more sharply than it is known
        ("－", "", 6, "0", -6, ("0", "百万円", "shown as －")),
        ("2,103", "", 7, "21030000000", -7, ("2,103", "千万円", "")),
        ("1,928.0", "", 6, "1928000000", -6, ("1,928", "百万円", "shown as 1,928.0")),
        # coarser than its decimals say: the document is what is printed
        ("210,346", "", 6, "210346000000", 0, ("210,346", "百万円", "")),
    ],
)
def test_a_print_is_that_of_the_document(
    text: str, mark: str, scale: int, value: str, decimals: int, expected: tuple[str, str, str]
) -> None:
    shown = Shown(text, mark, "", scale, value.startswith("-"))
    made = prints.of(fact(value, decimals, shown), prints.units_of("money", "JPY", UNITS))
    assert made == prints.Print(*expected)


def test_digits_below_what_is_known_are_not_printed() -> None:
    assert prints.is_finer_than_known(fact("365018499", -3))
    assert not prints.is_finer_than_known(fact("365018000", -3))
    assert not prints.is_finer_than_known(fact("0", -6))
    assert not prints.is_finer_than_known(fact("365018499", None))
