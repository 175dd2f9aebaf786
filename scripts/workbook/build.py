"""The sheets of a company: its statements, the figures beside them, guidance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from reporting.marts import Marts, Row
from reporting.text import Text, lower_first, named

from workbook.book import Book, Key, Known
from workbook.checks import Check, checks_of, formula
from workbook.formulas import MEASURE, Formulas
from workbook.links import Links
from workbook.sheets import (
    NAMES,
    Cell,
    Layout,
    Line,
    Place,
    Section,
    Sheet,
    columns_of,
    is_statement,
    item_lines,
    sheet_name,
    statements,
)

CONTENTS, KPIS, GUIDANCE, SOURCES = "Contents", "KPIs", "Guidance", "Sources"
GROWTH_NAMES = {
    "yoy": Text("前年同期比", "Year on year"),
    "qoq": Text("前四半期比", "Quarter on quarter"),
    "ytd": Text("前期末比", "Since the last fiscal year end"),
}
POINTS, SHARES, CHECKS = (
    Text("前年同期差（ポイント）", "Change on the year, points"),
    Text("構成比", "Shares"),
    Text("照合", "Checks"),
)


def built(marts: Marts, links: Links) -> Workbook:
    """The workbook of a company: filled once to see how high each section is, then with each below the one before."""
    book = Book(marts)
    draft = Workbook(book, links)
    sections = draft.layout.sheets[KPIS].sections if KPIS in draft.layout.sheets else []
    return Workbook(book, links, {section.title.en: section.last - section.top for section in sections})


class Workbook:
    """All sheets of a company with their cells; nothing of how they look."""

    def __init__(self, book: Book, links: Links, heights: dict[str, int] | None = None) -> None:
        self.book, self.links = book, links
        # rows that sections below each other take; not known before they have been filled once
        self.heights = heights or {}
        self.layout = Layout(self.book)
        self.checks: list[Check] = []
        self.homes: dict[str, list[Place]] = defaultdict(list)
        self.check_rows: dict[tuple[str, int], dict[tuple[str, ...], int]] = defaultdict(dict)
        self.place_statements()
        self.formulas = Formulas(self.layout)
        for sheet in self.layout.sheets.values():
            for section in sheet.sections:
                self.fill(section)
        self.place_checks()

    # ---- where amounts stand
    def place_statements(self) -> None:
        """A sheet for each statement, and one with the other statements below each other."""
        found = statements(self.book)
        own = {name for name, items in found.items() if is_statement(self.book, name, items)}
        for name in (name for name in found if name in own):
            title = named(found[name][0]["statement_name_ja"], found[name][0]["statement_name_en"])
            sheet = Sheet(sheet_name(title.en, [CONTENTS, KPIS, GUIDANCE, SOURCES, *self.layout.sheets]), title, True)
            self.layout.sheets[sheet.name] = sheet
            self.place(sheet, title, found[name], 2)
        others = [name for name in found if name not in own]
        if others:
            sheet = Sheet(KPIS, Text("KPI・その他", "KPIs and other figures"), False)
            self.layout.sheets[KPIS] = sheet
            top = 3
            for name in others:
                title = named(found[name][0]["statement_name_ja"], found[name][0]["statement_name_en"])
                section = self.place(sheet, title, found[name], top)
                top += self.heights.get(title.en, section.last - top) + 3

    def place(self, sheet: Sheet, title: Text, items: list[Row], top: int) -> Section:
        """A section with its rows and columns."""
        section = Section(sheet.name, title, top, columns_of(self.book, items, NAMES))
        section.lines = list(item_lines(self.book, items, section.status + 1))
        sheet.sections.append(section)
        rows = {line.item: line.row for line in section.lines}
        for line in items:
            self.layout.sections[line["line_item"]] = section
        for key in [*self.book.amounts, *self.book.ratios]:
            column = self.layout.column_of(section, key.period, key.basis) if key.line_item in rows else None
            if column:
                self.layout.places[key] = Place(sheet.name, rows[key.line_item], column.index)
        return section

    # ---- what stands there
    def fill(self, section: Section) -> None:
        """Amounts and ratios, then growth and shares below them."""
        for line in section.lines:
            for key, row in self.book.amounts.of_item(line.item):
                if key not in self.book.ratios and key in self.layout.places:
                    self.put(self.layout.places[key], self.formulas.amount(key, section.sheet), key, "level")
                    self.repeat(section, line, key, row)
            for key, row in self.book.ratios.of_item(line.item):
                cell = self.formulas.ratio(key, row, section.sheet)
                if cell and key in self.layout.places:
                    self.put(self.layout.places[key], cell, key, "level")
        counted = {key.line_item for key, row in self.book.amounts.items() if row["unit_family"] != "percent"}
        items = [line for line in section.lines if line.item in counted]
        for compared, title in GROWTH_NAMES.items():
            rows = [(line, lambda key, compared=compared: self.formulas.growth(key, compared, section.sheet)) for line in items]
            self.below(section, title, rows, self.book.amounts, compared)
        margins = [line for line in section.lines if self.book.ratios.of_item(line.item)]
        points = [(line, lambda key: self.formulas.points(key, section.sheet)) for line in margins]
        self.below(section, POINTS, points, self.book.ratios, "points")
        shares = [line for line in section.lines if self.book.shares.of_item(line.item)]
        cells = [(line, lambda key: self.formulas.ratio(key, self.book.shares[key], section.sheet)) for line in shares]
        self.below(section, SHARES, cells, self.book.shares, "share_pct")

    def repeat(self, section: Section, line: Line, key: Key, row: Row) -> None:
        """The amount of a day in the columns of the longer periods that end on it."""
        if row["period_type"] != "instant" or row["value"] is None:
            return
        home = self.layout.places[key]
        for column in section.ending(row["ends_on"], key.basis)[1:]:
            percent = row["unit_family"] == "percent"
            value = row["value"] / 100 if percent else row["value"]
            self.layout.put(
                home._replace(column=column.index), Cell("formula", value, home.seen_from(section.sheet), percent=percent)
            )

    def put(self, place: Place, cell: Cell, key: Key, measure: str) -> None:
        if cell.kind in ("printed", "formula"):
            as_of = self.book.amounts[key]["as_of"] if key in self.book.amounts else None
            cell.link = self.links.to(key, measure, as_of, self.book)
        self.layout.put(place, cell)

    def below(
        self,
        section: Section,
        title: Text,
        rows: Iterable[tuple[Line, Callable[[Key], Cell | None]]],
        source: Known,
        measure: str,
    ) -> None:
        """A part of a section below what is there: a heading, and a row for each line item of which something is known."""
        top = section.last + 2
        added: list[Line] = []
        for line, make in rows:
            row = top + 1 + len(added)
            cells = []
            for key, _ in source.of_item(line.item):
                column = self.layout.column_of(section, key.period, key.basis)
                if column and (cell := make(key)):
                    cells.append((Place(section.sheet, row, column.index), cell, key))
            if cells:
                name = self.share_name(line) if source is self.book.shares else line.name
                added.append(Line(row, name, line.item, measure, decimals=1, indent=line.indent))
                for place, cell, key in cells:
                    self.put(place, cell, key, MEASURE.get(measure, measure))
        if added:
            section.lines += [Line(top, title, is_heading=True), *added]

    def share_name(self, line: Line) -> Text:
        whole = self.book.marts.line_items[self.book.shares.of_item(line.item)[0][1]["denominator"]]
        of = named(whole["name_ja"], whole["name_en"])
        return Text(f"{line.name.ja}（対 {of.ja}）", f"{line.name.en}, share of {lower_first(of.en)}")

    # ---- checks
    def place_checks(self) -> None:
        """A row for each check below the section of what is checked, period by period."""
        decks = {row["deck"]: row["deck_no"] for row in self.book.marts.rows("decks")}
        found: dict[tuple[str, Place], Check] = {}
        checks = sorted(checks_of(self.formulas), key=lambda check: (self.order(check), -decks[check.tie_out["deck"]]))
        for check in checks:
            section = self.layout.sections.get(check.subject.line_item)
            column = self.layout.column_of(section, check.subject.period, check.subject.basis) if section else None
            if section is None or column is None:
                continue
            place = Place(section.sheet, self.check_row(section, check), column.index)
            # of several decks, what the newest states
            if self.layout.cell(place) is None:
                text = formula(self.formulas, check, section.sheet)
                self.layout.put(place, Cell("check", check.tie_out["status"] == "consistent", text, self.check_note(check)))
                found[section.sheet, place] = check
                self.homes[section.sheet].append(place)
        self.checks = list(found.values())
        self.mirror(found)

    def check_row(self, section: Section, check: Check) -> int:
        """The row of checks of this name in a section, below what is there."""
        rows = self.check_rows[section.sheet, section.top]
        if check.name not in rows:
            if not rows:
                section.lines.append(Line(section.last + 2, CHECKS, is_heading=True))
            rows[check.name] = section.last + 1
            section.lines.append(Line(section.last + 1, self.check_name(check), check=check.name))
        return rows[check.name]

    def mirror(self, found: dict[tuple[str, Place], Check]) -> None:
        """A check also on the other sheets whose amounts are in it, so that the sheet that is changed turns red."""
        for (home, place), check in found.items():
            seen = {home}
            for key in check.keys:
                there = self.layout.places[key]
                if there.sheet in seen or not self.layout.sheets[there.sheet].is_statement:
                    continue
                seen.add(there.sheet)
                section = self.layout.sheets[there.sheet].sections[0]
                copy = Place(there.sheet, self.check_row(section, check), there.column)
                if self.layout.cell(copy) is None:
                    note = self.check_note(check)
                    self.layout.put(
                        copy, Cell("check", check.tie_out["status"] == "consistent", place.seen_from(there.sheet), note)
                    )

    def order(self, check: Check) -> tuple[int, str, str, str, str]:
        kinds = list(self.book.marts.kinds)
        tie_out = check.tie_out
        item = self.book.marts.line_items[tie_out["line_item"]]["display_order"] or 0
        return (kinds.index(tie_out["kind"]), f"{item:09}", tie_out["relation"], tie_out["measure"], tie_out["tie_out_id"])

    def check_name(self, check: Check) -> Text:
        tie_out = check.tie_out
        kind, item = self.book.marts.kinds[tie_out["kind"]], self.book.marts.line_items[tie_out["line_item"]]
        what = tie_out["relation"].replace("_", " ")
        name = named(item["name_ja"], item["name_en"])
        return Text(f"{kind['name_ja']}: {name.ja}", f"{kind['name_en']}: {name.en}, {what}")

    @staticmethod
    def check_note(check: Check) -> str:
        tie_out = check.tie_out
        lines = [f"{tie_out['printed']}", f"{tie_out['addends']}"]
        if tie_out["status"] != "consistent":
            lines.append(f"⚠ {tie_out['reason']}: {tie_out['evidence']}")
        return "\n".join(line for line in lines if line)
