"""A page per deck: every figure as it prints it, page by page, with what it can stand for and what the checks say of it."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup, escape
from pages import PageNumber, read_page

from reporting.marts import HARMLESS, Marts, Row
from reporting.peers import Block, company_name, overview, text_cell
from reporting.provenance import as_printed
from reporting.tables import Cell, Group, Table, TableRow, reason_html
from reporting.text import MEASURES, RESTATED, STATUSES, UNCONFIRMED, Text, named, period_name, published_on, same, united_exact

UNREAD = PageNumber((3, "", 0, 0), "")


def in_page_order(page: str) -> PageNumber:
    """As a reader turns pages: ii, 2, 12, 12-2, A-1."""
    return read_page(page) or UNREAD


def deck_page(marts: Marts, deck: Row, company: str, index: str | None) -> str:
    """The page of one deck, newest or not; `company` and `index` are the addresses of the company's page and of the index."""
    links = [(company, company_name(marts)), *([(index, Text("会社一覧", "All companies"))] if index else [])]
    blocks = [standing(marts, deck), *restated(marts, deck), *pages_of(marts, deck)]
    lede = Text(
        f"{company_name(marts).ja}、{published_on(deck['published']).ja}公表",
        f"{company_name(marts).en}, published {published_on(deck['published']).en}",
    )
    return overview(named(deck["title_ja"], deck["title_en"]), lede, blocks, links)


# ---- what the checks say of the deck as a whole
def standing(marts: Marts, deck: Row) -> Block:
    tie_outs, figures = marts.rows("tie_outs", deck=deck["deck"]), marts.rows("figure_audit", deck=deck["deck"])
    unexplained = sum(row["deck"] == deck["deck"] for row in marts.unexplained)
    counts = (
        (Text("印字された数値", "Printed figures"), len(figures)),
        (Text("照合の対象となった数値", "Of them in a check"), sum(row["is_tied"] for row in figures)),
        (Text("成立した照合", "Checks that hold"), sum(row["status"] == "consistent" for row in tie_outs)),
        (Text("説明のない不成立", "Not explained"), unexplained),
    )
    lines = [TableRow(label, [Cell(escape(f"{count:,}"))]) for label, count in counts]
    title, number = Text("照合の結果", "What the checks say"), Text("件数", "Number")
    table = Table(title, same(""), [(number, True)], [Group(same(""), lines)])
    return Block(
        "standing", Text("要点", "At a glance"), Text("", ""), [], [table, *failing(marts, tie_outs), *lost(marts, tie_outs)]
    )


def failing(marts: Marts, tie_outs: list[Row]) -> list[Table]:
    """What does not tie, with the evidence; what cannot be checked for want of a print is not among it."""
    open_ends = [row for row in tie_outs if row["status"] not in HARMLESS]
    rows = [row for row in open_ends if row["status"] == "inconsistent" or (not row["is_explained"] and row["status"] != LOST)]
    lines = []
    own = {row["tie_out_id"]: (row["pages"] or "").removesuffix(f" ({row['deck']})") for row in rows}
    for row in sorted(rows, key=lambda row: (in_page_order(own[row["tie_out_id"]].split(",")[0]), row["tie_out_id"])):
        subject = named(row["name_ja"], row["name_en"])
        if not row["line_item"]:
            subject = Text(marts.kinds[row["kind"]]["name_ja"], marts.kinds[row["kind"]]["name_en"])
        evidence = named(row["evidence_ja"], row["evidence"])
        cells = [STATUSES[row["status"]], same(own[row["tie_out_id"]]), same(row["printed"] or ""), evidence]
        lines.append(TableRow(subject, [text_cell(cell) for cell in cells]))
    columns = [(Text("結果", "Status"), False), (PAGE, False), (PRINTED, False), (Text("根拠", "Evidence"), False)]
    return [Table(Text("成立しない照合", "What does not tie"), ITEM, columns, [Group(Text("", ""), lines)])] if lines else []


LOST = "lost"


def lost(marts: Marts, tie_outs: list[Row]) -> list[Table]:
    """What the deck before let us check and this one does not: how many checks of each line item, for there is no print to show."""
    found: dict[Text, int] = defaultdict(int)
    for row in tie_outs:
        if row["status"] == LOST and not row["is_explained"]:
            kind = marts.kinds[row["kind"]]
            found[named(row["name_ja"], row["name_en"]) if row["line_item"] else Text(kind["name_ja"], kind["name_en"])] += 1
    lines = [TableRow(subject, [Cell(escape(f"{count:,}"))]) for subject, count in found.items()]
    title = Text(
        "前の資料では照合でき、この資料では数値の記載がないもの", "Checked in the deck before, of which this one prints too little"
    )
    return [Table(title, ITEM, [(Text("照合の件数", "Checks"), True)], [Group(Text("", ""), lines)])] if lines else []


# ---- what decks state otherwise
def restated(marts: Marts, deck: Row) -> list[Block]:
    """What this deck states otherwise than those before it, and later decks otherwise than this one."""
    titles = {row["deck"]: named(row["title_ja"], row["title_en"]) for row in marts.rows("decks")}
    groups = []
    for column, other, head in (
        ("deck", "previous_deck", Text("前の資料を改めたもの", "Restated by this deck")),
        ("previous_deck", "deck", Text("後の資料が改めたもの", "Restated by a later deck")),
    ):
        lines = [
            TableRow(
                what(row),
                [
                    *(Cell(united_exact(row[value], row["unit"]).__html__()) for value in ("previous_value", "value")),
                    text_cell(titles.get(row[other], same(row[other]))),
                    text_cell(RESTATED.get(row["reason"] or "", UNCONFIRMED)),
                ],
            )
            for row in marts.rows("restatements", **{column: deck["deck"]})
        ]
        groups += [Group(head, lines)] if lines else []
    columns = [(Text("改める前", "Before"), True), (Text("改めた後", "After"), True), (Text("他方の資料", "The other deck"), False),
               (Text("理由", "Reason"), False)]  # fmt: skip
    table = Table(Text("前後の数値と理由", "Before and after, and why"), ITEM, columns, groups)
    return [Block("restated", Text("改められた数値", "Restated figures"), same(""), [], [table])] if groups else []


# ---- the figures
ITEM, PAGE, PRINTED = Text("項目", "Line item"), Text("頁", "Page"), Text("印字", "Printed")
COLUMNS: tuple[tuple[Text, bool], ...] = (
    (PRINTED, True),
    (ITEM, False),
    (Text("とりうる範囲", "Can stand for"), True),
    (Text("照合", "Checks"), True),
)


def what(row: Row) -> Text:
    """What a figure states: the line item, what is said of it, when."""
    at, measure = period_name(row["period"], row["basis"]), MEASURES[row["measure"]]
    ja = [row["name_ja"] or row["name_en"], measure.ja, at.ja, row["as_of"] or ""]
    en = [row["name_en"] or row["name_ja"], measure.en, at.en, row["as_of"] or ""]
    return Text("　".join(filter(None, ja)), ", ".join(filter(None, en)))


def range_of(row: Row) -> Text:
    """What the rounding of a print leaves."""
    low, high = (None if row[end] is None else united_exact(row[end], row["unit"]) for end in ("lower_bound", "upper_bound"))
    if low is None or high is None:
        known, ja, en = (high, "以下", "up to ") if low is None else (low, "以上", "from ")
        return Text(known.ja + ja, en + known.en) if known else same("")
    if low == high:
        return low
    return Text(f"{low.ja} ～ {high.ja}", f"{low.en} to {high.en}")


def verdict(row: Row) -> Markup:
    """How many checks of a figure hold, and how many do not."""
    bad, good = row["inconsistent_tie_outs"], row["tie_outs"] - row["inconsistent_tie_outs"]
    if not row["tie_outs"]:
        return reason_html(Text("なし", "none"))
    parts = [Markup('<span class="mark inconsistent">✗ {}</span>').format(bad)] if bad else []
    parts += [Markup('<span class="mark consistent">✓ {}</span>').format(good)] if good else []
    return Markup(" ").join(parts)


def pages_of(marts: Marts, deck: Row) -> list[Block]:
    """The figures of each page, in the order of the deck."""
    titles = {row["page"]: named(row["title_ja"], row["title_en"]) for row in marts.rows("deck_coverage", deck=deck["deck"])}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(marts.rows("figure_audit", deck=deck["deck"]), key=lambda row: row["seq"]):
        found[row["page"]].append(row)
    blocks = []
    for page in sorted(found, key=in_page_order):
        lines = [
            TableRow(
                same(row["label"]),
                [Cell(escape(as_printed(row))), text_cell(what(row)), Cell(range_of(row).__html__()), Cell(verdict(row))],
            )
            for row in found[page]
        ]
        of = titles.get(page, same(""))
        title = Text(f"{page}頁　{of.ja}".strip(), f"Page {page}: {of.en}".removesuffix(": "))
        count = Text(f"{len(lines)}件", "1 figure" if len(lines) == 1 else f"{len(lines)} figures")
        table = Table(count, Text("表示", "Label"), list(COLUMNS), [Group(same(""), lines)])
        blocks.append(Block(f"p-{page}", title, same(""), [], [table]))
    return blocks
