"""The workbook as an xlsx file. The same marts give the same bytes."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from reporting.text import Text, named
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workbook.build import CONTENTS, GUIDANCE, SOURCES, Workbook
from workbook.contents import write_contents
from workbook.guidance import write_guidance
from workbook.sheets import BASIS, GROUPS, NAMES, Cell, Column, Line, Section, Sheet, quoted, unit_of
from workbook.sources import write_sources
from workbook.style import FAILED, FORECAST, GREY, NAVY, PALE, RED, RESTATED, RULE, Style

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
# columns that can be read on a landscape page, beside the names
ON_A_PAGE = 17
NOTE = {"x_scale": 2.2, "y_scale": 1.0, "font_size": 9, "author": "Kessan"}


class Writer:
    """One workbook while it is written."""

    def __init__(self, path: Path, workbook: Workbook) -> None:
        # texts stay texts, whatever they begin with
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "max_url_length": 2079}
        self.file = xlsxwriter.Workbook(path, options)
        self.model, self.book, self.style = workbook, workbook.book, Style(self.file)
        marts = self.book.marts
        self.company = named(marts.company["name_ja"], marts.company["name_en"])
        newest = max(row["published_on"] for row in marts.rows("decks"))
        self.file.set_properties(
            {
                "title": f"{self.company.ja} {self.company.en}",
                "author": "Kessan",
                "comments": "Printed numbers are blue, calculated ones black.",
                # not the time of writing: the same figures give the same bytes
                "created": datetime.combine(newest, time()),
            }
        )
        self.file.set_calc_mode("auto")

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **properties: Any) -> None:  # noqa: ANN401
        """A text; one that a spreadsheet could take for a formula keeps the mark of a text when it is edited."""
        if text.startswith(FORMULA_STARTS):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, text, self.style.text(**properties))

    def number(self, sheet: Worksheet, row: int, column: int, cell: Cell, form: Any) -> None:  # noqa: ANN401
        """A cell with its link and its note. The link comes first: what is written after it keeps it."""
        if cell.link:
            sheet.write_url(row, column, cell.link, form, string="", tip=cell.note[:250] or None)
        value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
        if cell.formula:
            sheet.write_formula(row, column, f"={cell.formula}", form, value)
        elif isinstance(value, float):
            sheet.write_number(row, column, value, form)
        elif value is not None:
            sheet.write_string(row, column, str(value), form)
        if cell.note:
            lines = cell.note.count("\n") + 1 + sum(len(line) // 48 for line in cell.note.split("\n"))
            sheet.write_comment(row, column, cell.note[:2000], NOTE | {"y_scale": max(0.35, 0.22 * lines)})

    def add_sheet(self, name: str, title: Text, colour: str = NAVY) -> Worksheet:
        sheet = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(colour)
        sheet.set_default_row(14)
        self.text(sheet, 0, 0, f"{title.ja}  {title.en}", bold=True, font_size=14, font_color=NAVY)
        sheet.set_row(0, 22)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_header(f"&L&9{escaped(self.company.ja)}  {escaped(self.company.en)}&R&9{escaped(title.ja)}  {escaped(title.en)}")
        sheet.set_footer("&L&8Kessan&R&8&P / &N")
        return sheet

    def write(self) -> None:
        contents = self.add_sheet(CONTENTS, Text("目次", "Contents"))
        for sheet in self.model.layout.sheets.values():
            self.statement(sheet)
        guided = write_guidance(self, GUIDANCE)
        write_sources(self, SOURCES)
        write_contents(self, contents, guided)
        contents.activate()
        self.file.close()

    # ---- statements
    def statement(self, sheet: Sheet) -> None:
        """A sheet with its sections; its header stays in view where it has one."""
        page = self.add_sheet(sheet.name, sheet.title)
        money = self.money
        page.write_url(
            1, 0, f"internal:{quoted(CONTENTS)}!A1", self.style.text(font_color=GREY, underline=1), string="← 目次 Contents"
        )
        self.text(page, 1, 1, f"単位 {money.ja}、特記を除く  in {money.en} unless noted", font_color=GREY)
        for column, (names, least, most) in enumerate(self.widths(sheet)):
            page.set_column(column, column, min(most, max([least, *names])))
        page.set_column(2, 2, 9)
        widest = max(column.index for section in sheet.sections for column in section.columns)
        page.set_column(NAMES, widest, 10.5)
        for section in sheet.sections:
            self.section(page, section, sheet)
        if sheet.is_statement:
            (section,) = sheet.sections
            page.freeze_panes(section.status + 1, NAMES)
            page.repeat_rows(0, section.status)
            gaps = set(range(NAMES, widest)) - {column.index for column in section.columns}
            for gap in gaps:
                page.set_column(gap, gap, 1.5)
        else:
            # on paper the title stands in the header of each page
            page.freeze_panes(2, NAMES)
        page.repeat_columns(0, NAMES - 1)
        # on paper the checks are the row in the header
        last = max(max(line.row for line in section.lines if line.item) for section in sheet.sections)
        page.print_area(0, 0, last, widest)
        page.fit_to_pages(-(-(widest - NAMES) // ON_A_PAGE), 0)

    @staticmethod
    def widths(sheet: Sheet) -> list[tuple[list[float], int, int]]:
        """How wide the names are, in both languages; those of checks may be cut."""
        lines = [line for section in sheet.sections for line in section.lines if line.item]
        ja = [sum(1.75 if ord(letter) > 0x2E80 else 1 for letter in line.name.ja) + line.indent for line in lines]
        en = [0.9 * len(line.name.en) + 1 + line.indent for line in lines]
        return [(ja, 24, 48), (en, 28, 62)]

    @property
    def money(self) -> Text:
        return unit_of(self.book, "money")

    def section(self, page: Worksheet, section: Section, sheet: Sheet) -> None:
        if not sheet.is_statement:
            self.text(page, section.top, 0, section.title.ja, bold=True, font_size=11, font_color=NAVY)
            self.text(page, section.top, 1, section.title.en, bold=True, font_size=11, font_color=NAVY)
        self.header(page, section)
        columns = {column.index: column for column in section.columns}
        for line in section.lines:
            self.names(page, section, line)
            for index, column in columns.items():
                cell = sheet.cells.get((line.row, index))
                decimals = (
                    2 if line.measure == "points" else 1 if line.measure != "level" or (cell and cell.percent) else line.decimals
                )
                percent = bool(cell and cell.percent)
                form = self.style.cell(
                    cell.kind if cell else "formula",
                    decimals,
                    percent,
                    line.is_total,
                    column.basis,
                    bool(cell and cell.is_restated),
                )
                if cell:
                    self.number(page, line.row, index, cell, form)
                elif line.item:
                    page.write_blank(line.row, index, None, form)
        self.failing(page, section)

    def failing(self, page: Worksheet, section: Section) -> None:
        """Checks that do not hold in red; a cell without a check is no check."""
        rows = [line.row for line in section.lines if line.check]
        if not rows:
            return
        area = (min(rows), section.columns[0].index, max(rows), section.columns[-1].index)
        cell = xl_rowcol_to_cell(area[0], area[1])
        form = self.style.text(bg_color=FAILED, font_color=RED, bold=True)
        page.conditional_format(*area, {"type": "formula", "criteria": f"=AND(ISLOGICAL({cell}),NOT({cell}))", "format": form})

    def names(self, page: Worksheet, section: Section, line: Line) -> None:
        """What a row is, in both languages, and its unit."""
        look: dict[str, Any] = {"indent": min(line.indent, 6)} if line.indent else {}
        if line.is_total:
            look |= {"bold": True, "top": 1, "top_color": RULE}
        if line.is_heading:
            look |= {"bold": True, "font_color": NAVY, "bottom": 1, "bottom_color": RULE}
        if line.check:
            look |= {"font_size": 8, "font_color": GREY}
        self.text(page, line.row, 0, line.name.ja, **look)
        self.text(page, line.row, 1, line.name.en, **look)
        if line.unit:
            unit = line.unit.ja if line.unit.ja == line.unit.en or not line.unit.en else f"{line.unit.ja} {line.unit.en}".strip()
            self.text(page, line.row, 2, unit, font_color=GREY, font_size=8)

    def header(self, page: Worksheet, section: Section) -> None:
        """Kinds of period, periods, what they are, and whether everything below them ties."""
        head = {"bg_color": PALE, "bold": True, "align": "right", "font_color": NAVY}
        page.set_row(section.header + 2, 25)
        for row in range(section.header, section.status + 1):
            for column in range(NAMES):
                self.text(page, row, column, "", bg_color=PALE)
        self.text(page, section.status, 0, "照合", bg_color=PALE, font_size=8, font_color=GREY)
        self.text(page, section.status, 1, "Checks", bg_color=PALE, font_size=8, font_color=GREY)
        kind = None
        for column in section.columns:
            group = column.row["period_type"]
            if group != kind:
                self.text(page, section.header, column.index, f"{GROUPS[group].ja} {GROUPS[group].en}", bold=True, font_color=NAVY)
                kind = group
            fill = FORECAST if column.basis != "actual" else RESTATED if self.is_restated(section, column) else PALE
            self.text(page, section.header + 1, column.index, column.period, **head | {"bg_color": fill})
            look = {"bg_color": fill, "font_size": 8, "font_color": GREY, "align": "right", "text_wrap": True}
            self.text(page, section.header + 2, column.index, self.about(section, column), **look)
            self.status(page, section, column)
        first, last = section.columns[0].index, section.columns[-1].index
        red = self.style.text(bg_color=FAILED, font_color=RED, bold=True)
        rule = {"type": "formula", "criteria": f'=LEFT({xl_rowcol_to_cell(section.status, first)},1)="✗"', "format": red}
        page.conditional_format(section.status, first, section.status, last, rule)

    def is_restated(self, section: Section, column: Column) -> bool:
        items = {line.item for line in section.lines}
        return any(
            (key.period, key.basis) == (column.period, column.basis) and key.line_item in items for key in self.book.restated
        )

    def about(self, section: Section, column: Column) -> str:
        """Below a period: on which basis it is, what is restated, or the quarter that a day ends."""
        if column.basis != "actual":
            return f"{BASIS[column.basis].ja}\n{BASIS[column.basis].en}"
        if self.is_restated(section, column):
            return "修正再表示\nrestated"
        if column.row["period_type"] == "instant":
            return column.row["quarter"] or ""
        return f"{BASIS['actual'].ja}\n{BASIS['actual'].en}"

    def status(self, page: Worksheet, section: Section, column: Column) -> None:
        """How many checks of the period hold; red as soon as one does not."""
        rows = [line.row for line in section.lines if line.check]
        look = self.style.text(bg_color=PALE, font_size=8, align="right", font_color=GREY)
        cells = self.model.layout.sheets[section.sheet].cells
        held = [cells[row, column.index].value for row in rows if (row, column.index) in cells]
        if not held:
            page.write_blank(section.status, column.index, None, look)
            return
        name = xl_col_to_name(column.index)
        area = f"{name}${min(rows) + 1}:{name}${max(rows) + 1}"
        formula = f'IF(COUNTIF({area},FALSE)=0,"✓ "&COUNTIF({area},TRUE),"✗ "&COUNTIF({area},FALSE))'
        shown = f"✓ {len(held)}" if all(held) else f"✗ {held.count(False)}"
        page.write_formula(
            section.status,
            column.index,
            f"={formula}",
            self.style.text(bg_color=PALE, font_size=8, align="right", font_color="#15803D"),
            shown,
        )


def escaped(text: str) -> str:
    """A text in a header, where & begins a code."""
    return text.replace("&", "&&")


def write_workbook(path: Path, workbook: Workbook) -> None:
    Writer(path, workbook).write()
