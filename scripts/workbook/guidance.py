"""The sheet of guidance: what the company expects, how far it has come, and how its expectation has changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.marts import Row
from reporting.text import Text, named
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workbook.book import Key
from workbook.sheets import BASIS, NAMES, Cell, quoted
from workbook.style import GREY, NAVY, PALE

if TYPE_CHECKING:
    from workbook.write import Writer

HEADS = {
    "amount": Text("予想", "Expected"),
    "year_ago": Text("前年", "Year ago"),
    "growth": Text("増減率", "Growth"),
    "to_date": Text("実績累計", "Actual to date"),
    "progress": Text("進捗率", "Progress"),
    "progress_year_ago": Text("前年同期の進捗率", "Progress a year ago"),
    "rest": Text("残り", "Rest"),
    "rest_growth": Text("残りの増減率", "Growth of the rest"),
    "base": Text("起点", "Measured from"),
    "cagr": Text("必要年率", "CAGR needed"),
}
COLUMN = {name: NAMES + place for place, name in enumerate(HEADS)}


class Guidance:
    """A row of the mart as cells: amounts refer to the statements, rates are formulas beside them."""

    def __init__(self, writer: Writer, sheet: str, row: int, guidance: Row) -> None:
        self.writer, self.sheet, self.row, self.guidance = writer, sheet, row, guidance
        self.periods = writer.book.marts.periods

    def at(self, name: str) -> str:
        return xl_rowcol_to_cell(self.row, COLUMN[name])

    def amount(self, period: str | None, basis: str, value: Decimal | None) -> Cell | None:
        """A reference to the statement's cell; the number itself where no sheet shows it."""
        if value is None:
            return None
        key = Key(self.guidance["line_item"], period or "", basis)
        book, places = self.writer.book, self.writer.model.layout.places
        if key in places and book.value(key) == value:
            return Cell("formula", value, places[key].seen_from(self.sheet), book.note(key))
        return Cell("derived", value)

    def rate(self, value: Decimal | None, formula: str, needs: bool = True) -> Cell | None:
        """A rate of the mart, live where what it needs is in the row."""
        if value is None:
            return None
        return Cell("formula" if needs else "printed", value / 100, formula if needs else "", percent=True)

    def cells(self) -> dict[str, Cell | None]:
        row = self.guidance
        target = self.periods.get(row["target_period"], {})
        actual = self.periods.get(row["latest_actual_period"] or "", {})
        ago = self.amount(target.get("year_ago_period"), "actual", row["year_ago_mn"])
        at, live = self.at, row["yoy_source"] == "calculated"
        found = {
            "amount": self.amount(row["target_period"], row["basis"], row["amount_mn"]),
            "year_ago": ago,
            "growth": self.rate(row["yoy_pct"], f"{at('amount')}/{at('year_ago')}-1", live and ago is not None),
            "to_date": self.amount(row["latest_actual_period"], "actual", row["actual_to_date_mn"]),
            "progress": self.rate(row["progress_pct"], f"{at('to_date')}/{at('amount')}"),
        }
        before = Key(row["line_item"], actual.get("year_ago_period") or "", "actual")
        place = self.writer.model.layout.places.get(before)
        known = place is not None and self.writer.book.value(before) is not None and ago is not None
        then = place.seen_from(self.sheet) if place else ""
        found["progress_year_ago"] = self.rate(row["year_ago_progress_pct"], f"{then}/{at('year_ago')}", known)
        if row["rest_mn"] is not None:
            found["rest"] = Cell("formula", row["rest_mn"], f"{at('amount')}-{at('to_date')}")
        found["rest_growth"] = self.rate(row["rest_yoy_pct"], f"{at('rest')}/({at('year_ago')}-{then})-1", known)
        found["base"] = self.amount(row["base_period"], "actual", row["base_mn"])
        start = self.periods.get(row["base_period"] or "", {})
        years = target.get("fiscal_year", 0) - start.get("fiscal_year", 0) if start and target else 0
        cagr = f"({at('amount')}/{at('base')})^(1/{years})-1" if years else ""
        found["cagr"] = self.rate(row["required_cagr_pct"], cagr, years > 0)
        return found


def write_guidance(writer: Writer, name: str) -> bool:
    """The sheet, where the company expects anything."""
    marts = writer.book.marts
    rows = [row for row in marts.rows("guidance") if row["amount_mn"] is not None]
    revisions = marts.rows("forecast_revisions")
    if not rows and not revisions:
        return False
    sheet = writer.add_sheet(name, Text("業績予想・計画", "Guidance and plans"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 2, 9)
    sheet.set_column(NAMES, NAMES + len(HEADS) - 1, 17)
    sheet.write_url(
        1, 0, f"internal:{quoted('Contents')}!A1", writer.style.text(font_color=GREY, underline=1), string="← 目次 Contents"
    )
    writer.text(sheet, 1, 1, f"単位 {writer.money.ja}  in {writer.money.en}", font_color=GREY)
    top = 3
    targets = sorted({(row["period_sort"], row["target_period"], row["basis"]) for row in rows})
    for _, period, basis in targets:
        of_target = [row for row in rows if (row["target_period"], row["basis"]) == (period, basis)]
        top = target_table(writer, sheet, name, top, of_target) + 2
    last = revision_table(writer, sheet, top, revisions)
    sheet.freeze_panes(3, NAMES)
    sheet.repeat_columns(0, NAMES - 1)
    sheet.print_area(0, 0, last, NAMES + len(HEADS) - 1)
    return True


def target_table(writer: Writer, sheet: Worksheet, name: str, top: int, rows: list[Row]) -> int:
    """What is expected of one period, line item by line item."""
    first = rows[0]
    basis = BASIS[first["basis"]]
    title = (f"{first['target_period']} {basis.ja}", f"{first['target_period']} {basis.en}")
    for column, text in enumerate(title):
        writer.text(sheet, top, column, text, bold=True, font_size=11, font_color=NAVY)
    heading(writer, sheet, top + 1, list(HEADS.values()))
    at = top + 1
    for at, row in enumerate(rows, top + 2):
        writer.text(sheet, at, 0, row["name_ja"] or row["name_en"])
        writer.text(sheet, at, 1, row["name_en"] or row["name_ja"])
        writer.text(sheet, at, 2, row["as_of"] or "", font_color=GREY, font_size=8)
        for column, cell in Guidance(writer, name, at, row).cells().items():
            if cell:
                decimals = 1 if cell.percent else int(writer.book.marts.decimals_of_money[-1:] or 0)
                form = writer.style.cell(cell.kind, decimals, cell.percent, False, "actual", False)
                writer.number(sheet, at, COLUMN[column], cell, form)
    return at


def heading(writer: Writer, sheet: Worksheet, row: int, heads: list[Text]) -> None:
    sheet.set_row(row, 25)
    for column, text in enumerate(("項目", "Line item", "時点 as of")):
        writer.text(sheet, row, column, text, bold=True, bg_color=PALE, font_color=NAVY)
    for column, head in enumerate(heads, NAMES):
        writer.text(
            sheet, row, column, f"{head.ja}\n{head.en}", bold=True, bg_color=PALE, font_color=NAVY, align="right", text_wrap=True
        )


def revision_table(writer: Writer, sheet: Worksheet, top: int, rows: list[Row]) -> int:
    """Every change of a forecast or plan, the newest first."""
    for column, text in enumerate(("予想の修正", "What changed in guidance")):
        writer.text(sheet, top, column, text, bold=True, font_size=11, font_color=NAVY)
    if not rows:
        writer.text(sheet, top + 1, 0, "修正はない", font_color=GREY)
        writer.text(sheet, top + 1, 1, "No deck so far has changed a forecast or plan", font_color=GREY)
        return top + 1
    heads = [Text("期間", "Period"), Text("区分", "Basis"), Text("前回", "Before"), Text("公表", "stated on"), Text("今回", "Now"),
             Text("公表", "stated on"), Text("増減", "Change"), Text("増減率", "Change, %"), Text("資料", "Deck")]  # fmt: skip
    heading(writer, sheet, top + 1, heads)
    at = top + 1
    ordered = sorted(rows, key=lambda row: (str(row["stated_on"]), -row["period_sort"]), reverse=True)
    for at, row in enumerate(ordered, top + 2):
        revision(writer, sheet, at, row)
    return at


def revision(writer: Writer, sheet: Worksheet, at: int, row: Row) -> None:
    name = named(row["name_ja"], row["name_en"])
    per_share = row["amount_mn"] is None
    now, before = (row["per_share"], row["previous_per_share"]) if per_share else (row["amount_mn"], row["previous_amount_mn"])
    old, new = (xl_rowcol_to_cell(at, NAMES + place) for place in (2, 4))
    texts: dict[int, str] = {
        0: name.ja, 1: name.en, 2: row["as_of"] or "", 3: row["target_period"], 4: row["basis"],
        6: when(writer, row, row["previously_stated_on"]), 8: when(writer, row, row["stated_on"]), 11: row["deck"],
    }  # fmt: skip
    for column, text in texts.items():
        writer.text(sheet, at, column, text, align="left" if column < NAMES else "right")
    decimals = 2 if per_share else int(writer.book.marts.decimals_of_money[-1:] or 0)
    change, rate = (
        writer.style.cell("formula", 1 if percent else decimals, percent, False, "actual", False) for percent in (False, True)
    )
    printed = writer.style.cell("printed", decimals, False, False, "actual", False)
    for column, value, day in ((5, before, row["previously_stated_on"]), (7, now, row["stated_on"])):
        if value is not None:
            writer.number(sheet, at, column, Cell("printed", value, note=stated_in(writer, row, day)), printed)
    if now is not None and before is not None:
        sheet.write_formula(at, 9, f"={new}-{old}", change, float(now - before))
        if before > 0 and now >= 0:
            sheet.write_formula(at, 10, f"={new}/{old}-1", rate, float(now / before - 1))


def statements_of(writer: Writer, row: Row, day: object) -> list[Row]:
    """The facts by which decks state the forecast, as it was stated on a day."""
    return writer.book.marts.rows(
        "facts", line_item=row["line_item"], measure="level", period=row["target_period"], basis=row["basis"], stated_on=day
    )


def stated_in(writer: Writer, row: Row, day: object) -> str:
    """Where it is printed."""
    return "\n".join(f"{fact['deck']}: {fact['printed']}" for fact in statements_of(writer, row, day))


def when(writer: Writer, row: Row, day: object) -> str:
    """The time of statement as printed, a month or a day, else that of the deck."""
    return next((fact["as_of"] for fact in statements_of(writer, row, day) if fact["as_of"]), str(day or ""))
