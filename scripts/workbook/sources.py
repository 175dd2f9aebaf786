"""The sheet of sources: every printed figure with its page, and the cell that it stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.provenance import as_printed
from reporting.text import MEASURES, Text

from workbook.book import Key
from workbook.style import GREY, NAVY, PALE

if TYPE_CHECKING:
    from workbook.write import Writer

HEADS = (
    (Text("資料", "Deck"), 12),
    (Text("頁", "Page"), 7),
    (Text("表示", "Label"), 34),
    (Text("印字", "Printed"), 16),
    (Text("項目", "Line item"), 30),
    (Text("英語名", "Name"), 38),
    (Text("指標", "Measure"), 20),
    (Text("期間", "Period"), 12),
    (Text("区分", "Basis"), 9),
    (Text("下限", "From"), 13),
    (Text("上限", "To"), 13),
    (Text("照合", "Checks"), 8),
    (Text("セル", "Cell"), 26),
    (Text("レポート", "Report"), 9),
)


def write_sources(writer: Writer, name: str) -> None:
    """Every figure of the decks, in the order of the decks, for filters and for reading on."""
    sheet = writer.add_sheet(name, Text("出所", "Sources"), GREY)
    book, layout, links = writer.book, writer.model.layout, writer.model.links
    for column, (head, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        writer.text(sheet, 2, column, f"{head.ja} {head.en}", bold=True, bg_color=PALE, font_color=NAVY)
    number = writer.style.text(num_format="#,##0.######", align="right")
    link = writer.style.text(font_color="#0000FF", underline=1, indent=1)
    order = {row["deck"]: row["deck_no"] for row in book.marts.rows("decks")}
    figures = sorted(book.marts.rows("figure_audit"), key=lambda row: (-order[row["deck"]], row["seq"]))
    for at, row in enumerate(figures):
        line, key = at + 3, Key(row["line_item"], row["period"], row["basis"])
        texts = [
            row["deck"], row["page"], row["label"], as_printed(row), row["name_ja"], row["name_en"],
            MEASURES[row["measure"]].en or "amount", row["period"], row["basis"],
        ]  # fmt: skip
        for column, text in enumerate(texts):
            writer.text(sheet, line, column, text or "")
        for column, end in ((9, "lower_bound"), (10, "upper_bound")):
            if row[end] is not None:
                sheet.write_number(line, column, float(row[end]), number)
        sheet.write_number(line, 11, row["tie_outs"], number)
        if place := layout.places.get(key):
            there = place.seen_from("")
            sheet.write_url(line, 12, f"internal:{there}", link, string=there.replace("'", ""))
        if url := links.to(key, row["measure"], row["as_of"], book):
            sheet.write_url(line, 13, url, link, string="↗")
    last = max(3, len(figures) + 2)
    sheet.autofilter(2, 0, last, len(HEADS) - 1)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, last, len(HEADS) - 1)
    writer.text(
        sheet,
        1,
        0,
        "資料に印字された数値のすべて  Every figure that the decks print; bounds in the unit of the line item",
        font_color=GREY,
    )
    sheet.ignore_errors({"number_stored_as_text": f"A4:H{last + 1}"})
