"""The first sheet: what there is, whether it ties, how to read it, and what the decks have wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from workbook.build import GUIDANCE, SOURCES
from workbook.sheets import Sheet, quoted
from workbook.style import BLACK, BLUE, FAILED, FORECAST, GREY, HOLDS, NAVY, PALE, RED, RESTATED

if TYPE_CHECKING:
    from workbook.write import Writer

LEGEND = (
    (
        "76,821",
        {"font_color": BLUE},
        "資料に印字された数値。メモに頁と印字、クリックでレポート",
        "Printed in a deck: its note has page and print, a click opens the report",
    ),
    (
        "76,821",
        {"font_color": BLACK},
        "計算式（合計、差引、伸び率、利益率）",
        "A live formula: totals, differences, growth, margins",
    ),
    (
        "76,821",
        {"font_color": BLACK, "italic": True},
        "計算値だが式がないもの。メモに根拠",
        "Calculated, without a formula: its note says from what",
    ),
    ("too coarse", {"font_color": GREY, "italic": True}, "数値がない理由", "Why there is no number"),
    ("FY25", {"bg_color": FORECAST}, "会社予想・計画", "A forecast or plan of the company"),
    ("FY24", {"bg_color": RESTATED}, "修正再表示された数値を含む期間", "A period with restated figures"),
    ("TRUE", {"font_color": HOLDS}, "照合が成立（端数処理の範囲内）", "A check that holds, within what rounding allows"),
    ("FALSE", {"font_color": RED, "bg_color": FAILED}, "照合が不成立", "A check that does not hold"),
)


def write_contents(writer: Writer, sheet: Worksheet, has_guidance: bool) -> None:
    for column, width in enumerate((46, 64, 13, 13, 13, 13)):
        sheet.set_column(column, column, width)
    writer.text(sheet, 0, 0, f"{writer.company.ja}  {writer.company.en}", bold=True, font_size=14, font_color=NAVY)
    company = writer.book.marts.company
    code = f"{company['securities_code']}  " if company["securities_code"] else ""
    writer.text(sheet, 1, 0, f"{code}{company['accounting_standard'] or ''}  {writer.money.ja}  {writer.money.en}", font_color=GREY)
    row = table(writer, sheet, 5, has_guidance)
    row = legend(writer, sheet, row + 2)
    row = decks(writer, sheet, row + 2)
    row = known(writer, sheet, row + 2)
    sheet.print_area(0, 0, row, 5)


def heads(writer: Writer, sheet: Worksheet, row: int, texts: list[str]) -> None:
    for column, text in enumerate(texts):
        writer.text(sheet, row, column, text, bold=True, bg_color=PALE, font_color=NAVY, align="left" if column < 2 else "right")


def table(writer: Writer, sheet: Worksheet, row: int, has_guidance: bool) -> int:
    """The sheets with how many of their checks hold, live, and above them whether all do."""
    heads(writer, sheet, row, ["シート", "Sheet", "印字 Printed", "計算 Formulas", "照合 Checks", "不成立 Failing"])
    first = row + 1
    number = writer.style.text(num_format="#,##0", align="right")
    link = writer.style.text(font_color=BLUE, underline=1)
    for one in writer.model.layout.sheets.values():
        row += 1
        sheet.write_url(row, 0, f"internal:{quoted(one.name)}!A1", link, string=one.title.ja)
        sheet.write_url(row, 1, f"internal:{quoted(one.name)}!A1", link, string=one.title.en)
        for column, kind in ((2, "printed"), (3, "formula")):
            sheet.write_number(row, column, sum(cell.kind == kind for cell in one.cells.values()), number)
        areas = check_areas(writer, one)
        held = [writer.model.layout.cell(place) for place in writer.model.homes[one.name]]
        for column, value, count in (
            (4, "TRUE", len(held)),
            (5, "FALSE", sum(cell is not None and not cell.value for cell in held)),
        ):
            counts = "+".join(f"COUNTIF({area},{value})" for area in areas)
            both = "+".join(f"COUNTIF({area},TRUE)+COUNTIF({area},FALSE)" for area in areas)
            sheet.write_formula(row, column, f"={(both if column == 4 else counts) or 0}", number, count)
    for name, ja in (((GUIDANCE, "業績予想"),) if has_guidance else ()) + ((SOURCES, "出所（印字された数値の一覧）"),):
        row += 1
        sheet.write_url(row, 0, f"internal:{quoted(name)}!A1", link, string=ja)
        sheet.write_url(row, 1, f"internal:{quoted(name)}!A1", link, string=name)
    total(writer, sheet, first, row)
    return row


def check_areas(writer: Writer, one: Sheet) -> list[str]:
    """The cells of a sheet's own checks: not those that stand on another sheet as well."""
    rows = sorted({place.row for place in writer.model.homes[one.name]})
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return [f"{quoted(one.name)}!$D${low + 1}:$CZ${high + 1}" for low, high in spans]


def total(writer: Writer, sheet: Worksheet, first: int, last: int) -> None:
    """One line that says whether everything ties."""
    failing, checks = f"SUM($F${first + 1}:$F${last + 1})", f"SUM($E${first + 1}:$E${last + 1})"
    count = len(writer.model.checks)
    bad = sum(check.tie_out["status"] != "consistent" for check in writer.model.checks)
    says = (
        f"✓ 照合 {count} 件すべて成立  All {count} checks hold"
        if not bad
        else f"✗ 照合 {bad} 件 / {count} 不成立  {bad} of {count} checks fail"
    )
    formula = (
        f'IF({failing}=0,"✓ 照合 "&{checks}&" 件すべて成立  All "&{checks}&" checks hold",'
        f'"✗ 照合 "&{failing}&" 件 / "&{checks}&" 不成立  "&{failing}&" of "&{checks}&" checks fail")'
    )
    sheet.write_formula(3, 0, f"={formula}", writer.style.text(bold=True, font_size=11, font_color=HOLDS), says)
    red = writer.style.text(bold=True, font_color=RED, bg_color=FAILED)
    sheet.conditional_format(3, 0, 3, 0, {"type": "formula", "criteria": '=LEFT($A$4,1)="✗"', "format": red})
    sheet.conditional_format(first, 5, last, 5, {"type": "cell", "criteria": ">", "value": 0, "format": red})


def legend(writer: Writer, sheet: Worksheet, row: int) -> int:
    heads(writer, sheet, row, ["凡例", "How to read it", "", "", "", ""])
    for sample, look, ja, en in LEGEND:
        row += 1
        writer.text(sheet, row, 2, sample, align="right", **look)
        writer.text(sheet, row, 0, ja)
        writer.text(sheet, row, 1, en)
    return row


def decks(writer: Writer, sheet: Worksheet, row: int) -> int:
    heads(writer, sheet, row, ["資料", "Decks", "公表 Published", "期間 Period", "数値 Figures", ""])
    for deck in sorted(writer.book.marts.rows("decks"), key=lambda one: -one["deck_no"]):
        row += 1
        writer.text(sheet, row, 0, deck["title_ja"] or deck["deck"])
        writer.text(sheet, row, 1, f"{deck['title_en'] or ''} ({deck['deck']})".strip())
        writer.text(sheet, row, 2, str(deck["published"]), align="right")
        writer.text(sheet, row, 3, deck["current_period"], align="right")
        sheet.write_number(row, 4, deck["figures"], writer.style.text(num_format="#,##0", align="right"))
    return row


def known(writer: Writer, sheet: Worksheet, row: int) -> int:
    """What the decks themselves have wrong, with the evidence, and which checks are not live here."""
    tie_outs = writer.book.marts.rows("tie_outs")
    holding = sum(one["status"] == "consistent" for one in tie_outs)
    live = len(writer.model.checks)
    heads(writer, sheet, row, ["資料の誤り・照合の範囲", "What the decks have wrong, and what is checked", "", "", "", ""])
    for one in sorted(writer.book.marts.rows("tie_outs", status="inconsistent"), key=lambda one: one["tie_out_id"]):
        row += 1
        writer.text(
            sheet, row, 0, f"{one['name_ja'] or one['relation']} {one['period'] or ''} (p. {one['pages'] or ''})", valign="top"
        )
        writer.text(sheet, row, 1, one["evidence"] or "", valign="top")
    row += 1
    writer.text(sheet, row, 0, f"照合 {holding} 件のうち {live} 件が本ブックで計算式")
    writer.text(sheet, row, 1, f"{live} of the {holding} checks that hold are live here; the others compare prints with each other")
    return row
