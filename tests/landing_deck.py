"""A deck of our own making as a PDF, drawn by the browser, and the proposal that a reader of it could make."""

from __future__ import annotations

import csv
import html
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from landed import LANDINGS
from landing.proposal import CERTAIN, LIKELY, PROVEN, Number, Page, Proposal, Source, digest, folder_of, write
from playwright.sync_api import Browser

DECK, BEFORE, COMPANY = "aoba_3q25", "aoba_2q25", "aoba"
# CSS pixels; a point is four thirds of one
WIDTH, HEIGHT, POINT = 960, 540, 0.75
TITLES = {
    "2": ("業績ハイライト", "Highlights"),
    "3": ("連結損益計算書", "Consolidated statement of income"),
    "4": ("セグメント情報", "Segments"),
    "5": ("連結貸借対照表", "Consolidated balance sheet"),
    "6": ("連結キャッシュ・フロー計算書", "Consolidated cash flows"),
}
STYLE = """
@page { size: 960px 540px; margin: 0 } * { box-sizing: border-box } body { margin: 0; font: 13px sans-serif; color: #223 }
section { width: 960px; height: 540px; padding: 22px 40px; position: relative; overflow: hidden; break-after: page }
h1 { font-size: 22px; margin: 0 0 12px; padding-bottom: 8px; border-bottom: 3px solid #2a7f4f }
table { border-collapse: collapse; width: 100% }
th, td { padding: 2px 8px; text-align: right; border-bottom: 1px solid #e4e7ea }
th:first-child, td:first-child { text-align: left } thead th { background: #eef3ef }
footer { position: absolute; bottom: 10px; right: 40px; font-size: 11px; color: #778 }
"""


def landed_rows(deck: str = DECK) -> list[dict[str, str]]:
    with (LANDINGS / f"companies/{COMPANY}/decks/{deck}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def numbers_of(rows: Iterable[dict[str, str]], confidence: str = PROVEN) -> list[Number]:
    return [Number(**row, confidence=confidence, why="label and column as in aoba_2q25; holds in its checks") for row in rows]


def slides(numbers: list[Number]) -> str:
    """A page of HTML for each page of the deck: a table with a row for each line and a column for each period and measure."""
    pages = list(dict.fromkeys(number.page for number in numbers))
    parts = [f"<section><h1>{html.escape(f'{COMPANY} 第3四半期 決算説明資料')}</h1></section>"]
    for page in pages:
        its = [(index, number) for index, number in enumerate(numbers) if number.page == page]
        columns = list(dict.fromkeys((number.measure, number.period, number.basis) for _, number in its))
        lines: dict[str, dict] = {}
        for index, number in its:
            label = number.label.removesuffix(" 増減額").removesuffix(" 増減率")
            lines.setdefault(label, {}).setdefault((number.measure, number.period, number.basis), []).append((index, number))
        size = min(14, max(6, 430 / (len(lines) + 1) * 0.55))
        head = "".join(f"<th>{period} {'' if measure == 'level' else measure}</th>" for measure, period, _ in columns)
        body = "".join(
            f"<tr><td>{html.escape(label)}</td>"
            + "".join(
                "<td>" + " ".join(mark(index, number) for index, number in cells.get(column, [])) + "</td>" for column in columns
            )
            + "</tr>"
            for label, cells in lines.items()
        )
        title = TITLES.get(page, (f"{page}ページ", ""))[0]
        parts.append(
            f"<section><h1>{title}</h1><table style='font-size:{size}px'><thead><tr><th>{its[0][1].unit}</th>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table><footer>{page}</footer></section>"
        )
    return f"<!doctype html><meta charset='utf-8'><style>{STYLE}</style>{''.join(parts)}"


def mark(index: int, number: Number) -> str:
    return f"<span data-index='{index}'>{html.escape(number.printed)}</span>"


def drawn(numbers: list[Number], path: Path, browser: Browser) -> list[Number]:
    """Write the PDF, and give each number its box."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.set_content(slides(numbers))
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('[data-index]')].map((mark) => { const box = mark.getBoundingClientRect();"
        " return [Number(mark.dataset.index), box.left, box.top + scrollY, box.right, box.bottom + scrollY]; })"
    )
    page.pdf(path=path, width=f"{WIDTH}px", height=f"{HEIGHT}px", print_background=True, prefer_css_page_size=True)
    page.close()
    placed = list(numbers)
    for index, left, top, right, bottom in boxes:
        sides = [left * POINT, top % HEIGHT * POINT, right * POINT, bottom % HEIGHT * POINT]
        x0, above, x1, below = (f"{side:.1f}" for side in sides)
        placed[index] = replace(placed[index], x0=x0, top=above, x1=x1, bottom=below)
    return placed


def with_doubts(numbers: list[Number]) -> list[Number]:
    """As a reader leaves it: a few readings uncertain, each with others worth offering, and a few that no column decides."""
    doubtful = {10: LIKELY, 11: LIKELY, 30: LIKELY, 62: CERTAIN}
    found = []
    for index, number in enumerate(numbers):
        if index in doubtful:
            other = f"gross_profit {number.measure} {number.period} {number.basis} {number.unit}"
            mine = f"{number.line_item} {number.measure} {number.period} {number.basis} {number.unit}"
            number = replace(number, confidence=doubtful[index], why="the label alone says so", candidates=f"{mine} | {other}")
        found.append(number)
    return found


def proposal(base: Path, numbers: list[Number], pdf: Path | None = None, text: Path | None = None, **source: str) -> Proposal:
    """Write the working folder."""
    document = pdf or text
    told = {
        "published_on": "2025-11-10",
        "title_ja": "2025年12月期 第3四半期 決算説明資料",
        "current_period": "3Q25",
        "after": BEFORE,
    } | source
    files, digests = ((str(document),), (digest(document),)) if document else ((), ())
    made = Proposal(
        folder_of(DECK, base),
        Source(DECK, COMPANY, "text" if text else "pdf", files=files, sha256=digests, **told),
        tuple(
            Page(
                page=page,
                section=numbers[0].section,
                title_ja=TITLES.get(page, (page, ""))[0],
                title_en=TITLES.get(page, ("", page))[1],
                sheet=str(place + 1) if pdf else "",
                width=str(WIDTH * POINT),
                height=str(HEIGHT * POINT),
            )
            for place, page in enumerate(dict.fromkeys(number.page for number in numbers))
        ),
        tuple(numbers),
    )
    write(made)
    return made


def in_text(numbers: list[Number], path: Path) -> tuple[list[Number], list[Page]]:
    """The same as a text: a line for each number, with its label before it; and the pages with their lines."""
    lines, placed, pages = [], [], {}
    for number in numbers:
        if number.page not in pages:
            lines.append(TITLES.get(number.page, (number.page,))[0])
        lines.append(f"{number.label} {number.printed}")
        first = pages.setdefault(number.page, [len(lines), 0])
        first[1] = len(lines)
        digits = next((place for place, mark in enumerate(number.printed) if mark.isdecimal()), 0)
        placed.append(replace(number, line=str(len(lines)), position=str(len(number.label) + 1 + digits)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return placed, [Page(page=page, first_line=str(first), last_line=str(last)) for page, (first, last) in pages.items()]
