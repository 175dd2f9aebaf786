"""Companies side by side: an index of them, and a comparison of those that report in one currency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from markupsafe import Markup

from reporting import charts
from reporting.answers.debt import leverage, yearly_ebitda
from reporting.charts import Panel, Point
from reporting.document import document
from reporting.marts import Marts, Row
from reporting.panels import line_legend
from reporting.sections.outlook import guidance_rows
from reporting.tables import Cell, Group, Table, TableRow, number_html, rate_html, reason_html
from reporting.text import NULL, Text, named, number_text, period_name, published_on, unit

STANDARDS = {"IFRS": Text("IFRS", "IFRS"), "JGAAP": Text("日本基準", "Japanese GAAP"), "USGAAP": Text("米国基準", "US GAAP")}


@dataclass(frozen=True)
class Block:
    """A heading with its charts and tables."""

    id: str
    title: Text
    note: Text
    panels: list[tuple[str, Panel]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def path_of(deck: str) -> str:
    """Where the page of a deck is, from the folder of the pages."""
    return f"decks/{deck}.html"


def company_name(marts: Marts) -> Text:
    return named(marts.company["name_ja"], marts.company["name_en"])


def link(marts: Marts, folder: str) -> Markup:
    return Markup('<a href="{}{}.html">{}</a>').format(folder, marts.company["company"], company_name(marts))


def headline(marts: Marts, items: tuple[str, ...]) -> Row | None:
    rows = {row["line_item"]: row for row in marts.headlines(marts.period)}
    return next((rows[item] for item in items if item in rows), None)


def text_cell(text: Text) -> Cell:
    return Cell(text.__html__(), is_number=False)


def rate_cell(row: Row | None, column: str, *, signed: bool = False) -> Cell:
    content = rate_html(row, column, signed=signed) if row else None
    return Cell(Markup(NULL) if content is None else content)


OPERATING, PROFIT = ("operating_profit",), ("profit_attributable_to_owners", "profit")
Column = tuple[Text, Callable[[Marts], Cell]]


def amount_of(items: tuple[str, ...]) -> Callable[[Marts], Cell]:
    def cell(marts: Marts) -> Cell:
        row = headline(marts, items)
        return Cell(number_html(row["amount_mn"] if row else None, marts.kind("money")))

    return cell


def rate_of(items: tuple[str, ...], column: str, *, signed: bool = False) -> Callable[[Marts], Cell]:
    return lambda marts: rate_cell(headline(marts, items), column, signed=signed)


def progress(marts: Marts) -> Cell:
    """How much of the operating profit expected of the year is reached."""
    found = (row for row in guidance_rows(marts) if row["line_item"] == "operating_profit")
    return rate_cell(next(found, None), "progress_pct")


def latest_position(marts: Marts) -> Row | None:
    return max(marts.rows("financial_position"), key=lambda row: row["period_sort"], default=None)


def leverage_of(marts: Marts) -> Cell:
    row = latest_position(marts)
    text = leverage(row, yearly_ebitda(marts, row["quarter"])) if row else Text(NULL, NULL)
    return Cell(text.__html__())


GROWTH = Text("前年同期比", "YoY")
PEERS: tuple[Column, ...] = (
    (Text("期間", "Period"), lambda marts: text_cell(period_name(marts.period))),
    (Text("会計基準", "Standard"), lambda marts: text_cell(standard(marts))),
    (Text("売上", "Revenue"), amount_of(("revenue",))),
    (GROWTH, rate_of(("revenue",), "yoy_pct", signed=True)),
    (Text("売上総利益率", "Gross margin"), rate_of(("gross_profit",), "ratio_to_revenue_pct")),
    (Text("営業利益", "Operating profit"), amount_of(OPERATING)),
    (GROWTH, rate_of(OPERATING, "yoy_pct", signed=True)),
    (Text("営業利益率", "Operating margin"), rate_of(OPERATING, "ratio_to_revenue_pct")),
    (Text("当期利益", "Profit"), amount_of(PROFIT)),
    (GROWTH, rate_of(PROFIT, "yoy_pct", signed=True)),
    (Text("営業利益の進捗率", "Operating profit reached"), progress),
    (Text("自己資本比率", "Equity ratio"), lambda marts: rate_cell(latest_position(marts), "equity_ratio_pct")),
    (Text("純有利子負債÷EBITDA", "Net debt over EBITDA"), leverage_of),
)


def standard(marts: Marts) -> Text:
    of = marts.company["accounting_standard"] or NULL
    return STANDARDS.get(of.replace("-", "").replace("_", "").replace(" ", "").upper(), Text(of, of))


def peer_table(group: list[Marts], folder: str) -> Table:
    of = unit(group[0].kind("money"))
    rows = [TableRow(link(marts, folder), [cell(marts) for _, cell in PEERS]) for marts in group]
    # a column of which nobody states anything is none
    empty = Markup(NULL)
    kept = [place for place in range(len(PEERS)) if any(row.cells[place].content != empty for row in rows)]
    for row in rows:
        row.cells = [row.cells[place] for place in kept]
    columns = [(PEERS[place][0], place > 1) for place in kept]
    return Table(
        Text(f"直近の決算（金額は{of.ja}）", f"Latest results, amounts in {of.en}"), COMPANY, columns, [Group(Text("", ""), rows)]
    )


COMPANY = Text("会社", "Company")


def calendar_quarter(ends_on: date) -> tuple[int, Text]:
    """The month that a quarter ends in; one that ends in the first week of a month is of the month before."""
    last = ends_on - timedelta(days=7) if ends_on.day <= 7 else ends_on
    return last.year * 12 + last.month, period_name(f"{last:%Y-%m}")


LINES = (
    ("revenue", "yoy_pct", Text("増収率（前年同期比）", "Growth of revenue on the year")),
    ("gross_profit", "ratio_to_revenue_pct", Text("売上総利益率", "Gross margin")),
    ("operating_profit", "ratio_to_revenue_pct", Text("営業利益率", "Operating margin")),
)


def peer_panels(group: list[Marts]) -> list[Panel]:
    """Growth and margins by calendar quarter, a line per company."""
    panels = []
    for item, column, title in LINES:
        points = []
        for marts in group:
            rows = marts.rows("income_statement", line_item=item, period_type="quarter", basis="actual")
            for row in sorted(rows, key=lambda row: row["period_sort"]):
                if row[column] is not None:
                    when, at = calendar_quarter(row["ends_on"])
                    points.append(Point(at, row[column], company_name(marts), when))
        series = list(dict.fromkeys(point.series for point in points))
        if len(series) < 2:
            continue
        last = [[point for point in points if point.series == one][-1] for one in series]
        words = [(point, number_text(point.value, "pct", with_unit=True)) for point in last]
        alt = Text(
            f"{title.ja}: " + "、".join(f"{point.series.ja} {point.at.ja} {text.ja}" for point, text in words),
            f"{title.en}: " + "; ".join(f"{point.series.en} {text.en} in {point.at.en}" for point, text in words),
        )
        panels.append(Panel(title, alt, charts.lines(points, "pct", series, zero=True), line_legend(series)))
    return panels


def by_currency(companies: list[Marts]) -> dict[str, list[Marts]]:
    groups: dict[str, list[Marts]] = {}
    for marts in companies:
        groups.setdefault(marts.company["currency"], []).append(marts)
    return groups


def comparison(companies: list[Marts], folder: str, index: str) -> str:
    """Peers side by side, those of each currency by themselves; a company alone in its currency has no peer here."""
    ids, blocks = count(1), []
    for currency, group in by_currency(companies).items():
        panels = [(f"chart-{next(ids)}", panel) for panel in peer_panels(group)]
        title = Text(f"{unit(currency.lower()).ja}で報告する会社", f"Companies that report in {currency}")
        note = ALONE if len(group) == 1 else COMPARED
        blocks.append(Block(currency.lower(), title, note, panels, [peer_table(group, folder)]))
    title = Text("各社の比較", "Companies side by side")
    return overview(title, Text("", ""), blocks, [(index, Text("会社一覧", "All companies"))])


COMPARED = Text(
    "四半期は終了月でそろえた。会計基準と会計年度は会社ごとに異なる。",
    "Quarters are put together by the month in which they end. Accounting standards and fiscal years are each company's own.",
)
ALONE = Text("この通貨で報告する会社はほかにない。", "No other company reports in this currency: nothing is compared with it.")


def index(companies: list[Marts], folder: str, compared: str) -> str:
    """Every company with its newest deck, and all decks that the warehouse has of it."""
    rows, decks = [], []
    for marts in companies:
        of = unit(marts.kind("money"))
        title = text_cell(named(marts.deck["title_ja"], marts.deck["title_en"]))
        head = [title, Cell(date_html(marts.deck)), text_cell(period_name(marts.period))]
        amounts = [
            Cell(number_text(row["amount_mn"], marts.kind("money"), with_unit=True).__html__()) if row else Cell(Markup(NULL))
            for row in (headline(marts, ("revenue",)), headline(marts, OPERATING), headline(marts, PROFIT))
        ]
        checked = sum(row["status"] == "consistent" for row in marts.rows("tie_outs"))
        failing = len(marts.unexplained)
        trust = Cell(Markup("{:,}").format(checked)), Cell(reason_html(Text("–", "–")) if not failing else Markup(failing))
        rows.append(TableRow(link(marts, folder), [*head, *amounts, *trust]))
        newest_first = sorted(marts.rows("decks"), key=lambda row: -row["deck_no"])
        decks.append(Group(company_name(marts), [deck_row(row, folder, of) for row in newest_first]))
    columns = list(INDEX_COLUMNS)
    tables = [Table(Text("会社と最新の資料", "Companies and their newest decks"), COMPANY, columns, [Group(Text("", ""), rows)])]
    tables.append(
        Table(
            Text("取り込まれた資料", "Decks in the warehouse"),
            DECK,
            [(DATE, True), (PERIOD, False), (Text("単位", "Unit"), False)],
            decks,
        )
    )
    block = Block("companies", Text("会社", "Companies"), Text("", ""), [], tables)
    lede = Text(f"{len(companies)}社", f"{len(companies)} companies")
    return overview(Text("決算資料の一覧", "Earnings decks"), lede, [block], [(compared, Text("各社の比較", "Side by side"))])


DECK, DATE, PERIOD = Text("資料", "Deck"), Text("公表", "Published"), Text("期間", "Period")
INDEX_COLUMNS = (
    (DECK, False),
    (DATE, True),
    (PERIOD, False),
    (Text("売上", "Revenue"), True),
    (Text("営業利益", "Operating profit"), True),
    (Text("当期利益", "Profit"), True),
    (Text("成立した照合", "Checks that hold"), True),
    (Text("説明のない不成立", "Not explained"), True),
)


def deck_row(deck: Row, folder: str, of: Text) -> TableRow:
    title = Markup('<a href="{}{}">{}</a>').format(folder, path_of(deck["deck"]), named(deck["title_ja"], deck["title_en"]))
    return TableRow(title, [Cell(date_html(deck)), period_cell(deck), text_cell(of)])


def date_html(deck: Row) -> Markup:
    return published_on(deck["published"]).__html__()


def period_cell(deck: Row) -> Cell:
    return text_cell(period_name(deck["current_period"]))


def overview(title: Text, lede: Text, blocks: list[Block], links: list[tuple[str, Text]]) -> str:
    """A page of several companies; what it shows is proven on the pages that it leads to."""
    drawn: dict[str, Any] = {place: panel for block in blocks for place, panel in block.panels}
    return document("overview.html.j2", "overview.js", drawn, {}, title=title, lede=lede, blocks=blocks, links=links, places={})
