"""Large deals on a page: which are known, which are new, and what is told of each."""

from __future__ import annotations

from types import SimpleNamespace

from landing.deals import Deals, deals_of
from landing.document import Line, Sheet
from landing.fiscal import Calendar
from landing.numbers import read_numbers
from ledgers.marks import Words

TEXT = """\
大型案件の獲得状況
東都市向け第1号水道網
15億円・3年間
保守・構築
4Q30より計上
東都市向け第2号水道網
25億円・4年間
保守
1Q31より順次計上
東都市向け配水管
9億円・2年間
保守
3Q31より順次計上
西県向け浄水場
12億円・5年間
保守・構築
2031年4月より計上
月額売上
14億円"""


def row(number: int, services: str, starts: str, gradually: str) -> dict[str, str]:
    return {
        "deal": f"water_{number}", "page": "4", "client_kind_ja": "東都市", "client_kind_en": "East city",
        "subject_ja": f"第{number}号水道網", "services": services, "revenue_starts": starts, "revenue_starts_gradually": gradually,
        "amount_printed": {1: "15", 2: "25"}[number], "term_printed": {1: "3", 2: "4"}[number],
    }  # fmt: skip


def read(text: str) -> tuple[Deals, dict[tuple[str, str], list[str]]]:
    """The deals of a page that follows a list of two, and by deal and field the digits."""
    sheet = Sheet("5", tuple(Line(number, line, number) for number, line in enumerate(text.split("\n"), start=1)))
    marks, _ = read_numbers(sheet, Calendar(4), Words(("億円", "年間", "年")))
    for uid, mark in enumerate(marks):
        mark.uid = uid
    company = SimpleNamespace(
        last={"deck": "tiny_1q30"},
        ledger=lambda _: [SimpleNamespace(page="4", disposition="large_deal")] * 8,
        deals=lambda _: [row(1, "si_operation+si_construction", "4Q30", "false"), row(2, "si_operation", "1Q31", "true")],
    )
    deck = SimpleNamespace(company=company, sheets=[sheet], follows={"5": "4"}, readings={"5": []}, marks={"5": marks})
    deals = deals_of(deck)
    told: dict[tuple[str, str], list[str]] = {}
    for uid, number in deals.numbers.items():
        told.setdefault((number.deal, number.field), []).append(marks[uid].digits)
    return deals, told


def test_deals_that_only_a_digit_of_their_title_tells_apart_are_told_apart() -> None:
    _, told = read(TEXT)
    assert [told[f"water_{number}", "amount_printed"] for number in (1, 2)] == [["15"], ["25"]]
    assert [told[f"water_{number}", "revenue_starts"] for number in (1, 2)] == [["4", "30"], ["1", "31"]]


def test_a_new_deal_is_told_as_the_known_ones_are() -> None:
    deals, told = read(TEXT)
    pipes, plant = deals.drafted
    assert (pipes["client_kind_en"], pipes["subject_ja"], pipes["services"]) == ("East city", "配水管", "si_operation")
    assert (pipes["revenue_starts"], pipes["revenue_starts_gradually"]) == ("3Q31", "true")
    assert (plant["client_kind_ja"], plant["client_kind_en"], plant["services"]) == ("西県", "", "si_operation+si_construction")
    assert (plant["revenue_starts"], plant["revenue_starts_gradually"]) == ("2031-04", "false")
    assert sorted(told[plant["deal"], "revenue_starts"]) == ["2031", "4"]


def test_an_amount_alone_is_no_deal() -> None:
    deals, told = read(TEXT)
    assert len(deals.drafted) == 2
    assert ["14"] not in told.values()


def test_numbers_apart_from_their_titles_are_those_of_the_deals_that_have_them() -> None:
    lines = TEXT.split("\n")
    numbers = [line for line in lines if "億円" in line or line.endswith("年間")]
    _, told = read("\n".join([lines[0], *numbers, *(line for line in lines if line not in numbers)]))
    assert [told[f"water_{number}", "amount_printed"] for number in (1, 2)] == [["15"], ["25"]]
    assert [told[f"water_{number}", "term_printed"] for number in (1, 2)] == [["3"], ["4"]]
    assert not {"15", "25"} & {digits[0] for (deal, _), digits in told.items() if not deal.startswith("water")}


def test_a_page_without_an_amount_has_no_deals() -> None:
    deals, told = read("新規事業の状況\n拠点数 48拠点")
    assert deals.drafted == [] and told == {}


def test_deals_that_a_text_has_side_by_side_have_the_amounts_in_the_order_of_their_titles() -> None:
    """Two columns line by line, of which one has a deal that no deck has told of yet."""
    _, told = read(
        """\
大型案件の獲得状況
東都市向け第1号水道網
西県向け浄水場
15億円・3年間
12億円・5年間
保守・構築
保守・構築
約15億円約77億円約23億円
東都市向け第2号水道網
東都市向け配水管
25億円・4年間
9億円・2年間"""
    )
    known = [[told[f"water_{number}", name] for name in ("amount_printed", "term_printed")] for number in (1, 2)]
    assert known == [[["15"], ["3"]], [["25"], ["4"]]]
    new = {deal for deal, _ in told} - {"water_1", "water_2"}
    assert sorted(told[deal, "amount_printed"] + told[deal, "term_printed"] for deal in new) == [["12", "5"], ["9", "2"]]


def test_a_known_deal_has_the_amount_that_it_had_though_another_stands_between() -> None:
    _, told = read("大型案件の獲得状況\n東都市向け第1号水道網\n77億円\n15億円・3年間\n保守・構築")
    assert told["water_1", "amount_printed"] == ["15"]
