"""`land.py propose`: read the next deck of a company and write what its numbers are proposed to be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from landing import drafts
from landing.confidence import Judge
from landing.deals import deals_of
from landing.deck import Deck
from landing.dictionary import ROOT, Company, read_company
from landing.document import Sheet
from landing.fiscal import name_of
from landing.pdf import read_pdf
from landing.period_labels import MONTH, MONTHS
from landing.project import Project
from landing.proposal import FOLDER, LandingError, Number, Page, Proposal, Source, digest, folder_of, write
from landing.reading import read_deck
from landing.rows import rows_of
from landing.text import read_text
from landing.titles import english_title, sections_of, title_of

# a deck that follows another shares most of its pages with it
SHARED = 0.34
Tell = Callable[[str], None]


def propose(
    deck: str,
    *,
    pdf: Path | None = None,
    text: Path | None = None,
    pages: Path | None = None,
    company: str | None = None,
    after: str | None = None,
    last_text: Path | None = None,
    last_pages: Path | None = None,
    base: Path = FOLDER,
    root: Path = ROOT,
    tell: Tell = print,
) -> Proposal:
    """
    Propose what each number of a deck is, from the deck before it and what must add up; the working folder is written at the end.

    Raises LandingError where the document cannot be read, is of another company or is landed already.
    """
    its_company = company_of(deck, company, after, root)
    its = read_company(its_company, root, after or "")
    if its.last is None:
        raise LandingError(
            f"no deck of {its_company} is landed yet; begin with `python scripts/land.py start {its_company} {deck}`"
        )
    sheets, title = read_sheets(pdf, text, pages)
    is_of(its, sheets, root)
    if (last_text is None) != (last_pages is None):
        raise LandingError("give --last-text together with --last-pages, the page map of that text")
    last_sheets = read_text(last_text, last_pages) if last_text and last_pages else None
    read = read_deck(its, sheets, last_sheets)
    follows_enough(read)
    for page, reason in empty_pages(sheets):
        tell(f"page {page}: {reason}")
    assert read.arithmetic is not None
    Judge(read.company, read.arithmetic, read.pages).judge(read.readings)
    deals = deals_of(read)
    numbers = rows_of(read, deals.numbers)
    proposal = Proposal(folder_of(deck, base), source_of(read, deck, title, [pdf, text, pages]), pages_of(read), tuple(numbers))
    write(proposal)
    draft_deals(proposal, deals.drafted, Project(root))
    tell(summary(numbers))
    return proposal


def draft_deals(proposal: Proposal, drafted: list[dict[str, str]], project: Project) -> None:
    """Put the deals that are new beside the proposal, in the place of what an earlier proposal drafted."""
    drafts.write(proposal.folder, project, "large_deals", [row | {"deck": proposal.deck} for row in drafted])


def company_of(deck: str, company: str | None, after: str | None, root: Path) -> str:
    """Whose deck it is: as said, else that of the deck it follows, else as its name begins."""
    decks = {str(row["deck"]): row for row in Project(root).decks}
    if deck in decks:
        raise LandingError(f"deck {deck} is landed already (dbt_project.yml lists it); give the new deck another name")
    if (root / f"seeds/decks/{deck}.csv").exists():
        raise LandingError(f"{root / f'seeds/decks/{deck}.csv'} is there already; is {deck} landed? Move it away to propose anew")
    if after:
        if after not in decks:
            raise LandingError(f"--after {after}: no such deck is landed; landed are {', '.join(decks) or 'none'}")
        found = str(decks[after]["company"])
        if company and company != found:
            raise LandingError(f"--after {after} is a deck of {found}, not of {company}")
        return found
    if company:
        return company
    names = {str(row["company"]) for row in decks.values()}
    fitting = [name for name in names if deck.startswith(f"{name}_")]
    if not fitting:
        raise LandingError(
            f"which company is {deck} of? Name it with --company; decks are landed of {', '.join(sorted(names)) or 'none'}"
        )
    return max(fitting, key=len)


def read_sheets(pdf: Path | None, text: Path | None, pages: Path | None) -> tuple[list[Sheet], str]:
    """The pages of the document, whichever way it is given, and the title that a PDF has."""
    if (pdf is None) == (text is None):
        raise LandingError("give the deck as --pdf FILE, or as --text FILE with --pages FILE")
    if text is not None:
        if pages is None:
            raise LandingError("give the page map of the text with --pages: first_line, last_line, page")
        return read_text(text, pages), ""
    assert pdf is not None
    sheets, title = read_pdf(pdf)
    silent = [sheet for sheet in sheets if not any(line.text.strip() for line in sheet.lines)]
    if len(silent) == len(sheets):
        raise LandingError(
            f"{pdf} has no text on any of its {len(sheets)} pages: it is scanned. "
            "Give a text that OCR made, with --text and --pages"
        )
    return numbered(sheets), title


def numbered(sheets: list[Sheet]) -> list[Sheet]:
    """Pages with the numbers printed on them: what stands alone at an edge and counts on from sheet to sheet."""
    offsets: Counter[int] = Counter()
    for sheet in sheets:
        seen = set()
        for line in sheet.lines:
            box, bare = line.box, line.form.strip().strip("-– ")
            if box is None or not re.fullmatch(r"[0-9]{1,3}", bare):
                continue
            if box[1] > 0.9 * sheet.height or box[3] < 0.08 * sheet.height:
                seen.add(int(bare) - sheet.index)
        offsets.update(seen)
    offset, count = offsets.most_common(1)[0] if offsets else (0, 0)
    if count < 0.5 * len(sheets) or offset < -1 - len(sheets):
        offset = 1
    first = -offset if offset < 0 else 0
    # sheets before the first numbered one count in small Roman numerals, as books do
    return (
        [
            replace(sheet, page=str(sheet.index + offset) if sheet.index + offset >= 0 else roman(sheet.index + 1))
            for sheet in sheets
        ]
        if first < 13
        else [replace(sheet, page=str(sheet.index + 1)) for sheet in sheets]
    )


def roman(number: int) -> str:
    return "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"[number - 1]


def empty_pages(sheets: list[Sheet]) -> list[tuple[str, str]]:
    """Pages that have no text to read."""
    return [
        (sheet.page, "has no text; is it a picture? Its numbers are not proposed, look at it yourself")
        for sheet in sheets
        if not any(line.text.strip() for line in sheet.lines)
    ]


def is_of(company: Company, sheets: list[Sheet], root: Path) -> None:
    """Refuse a document that names another company and not this one."""
    text = bare(" ".join(line.text for sheet in sheets for line in sheet.lines))
    if any(bare(name) in text for name in company.names if len(bare(name)) > 3):
        return
    for row in Project(root).rows("companies"):
        names = [name for name in (row["name_ja"], row["name_en"]) if len(bare(name)) > 3]
        if row["company"] != company.company and any(bare(name) in text for name in names):
            raise LandingError(
                f"the document names {names[0]}, not {company.names[0]}; is it a deck of {row['company']}? Say --company"
            )


def bare(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).lower()
    normal = re.sub(r"株式会社|\b(?:inc|corp|co|ltd|plc|corporation|company|limited|holdings)\b\.?", "", normal)
    return re.sub(r"[\s.,・]+", "", normal)


def follows_enough(read: Deck) -> None:
    """Refuse a document that hardly has a page of the deck it should follow."""
    assert read.company.last is not None
    with_numbers = [sheet.page for sheet in read.sheets if sum(not mark.rule for mark in read.marks[sheet.page]) > 5]
    found = 0
    for page in with_numbers:
        readings = [reading for reading in read.readings[page] if reading.slot]
        found += page in read.follows and len(readings) >= 0.3 * max(1, len(read.readings[page]))
    if found < SHARED * len(with_numbers):
        raise LandingError(
            f"only {found} of {len(with_numbers)} pages with figures look like pages of {read.company.last['deck']}; "
            f"is it a deck of "
            f"{read.company.company}, and of this kind? Name the deck it follows with --after, or begin anew with `start`"
        )


def source_of(read: Deck, deck: str, title: str, files: list[Path | None]) -> Source:
    paths = [path.resolve() for path in files if path is not None]
    texts = [title, *(line.text for sheet in read.sheets[:3] for line in sheet.lines)]
    heads = [text.strip() for text in texts if re.search(r"四半期|決算|業績|results", text, re.IGNORECASE)]
    assert read.company.last is not None
    return Source(
        deck,
        read.company.company,
        "pdf" if files[0] is not None else "text",
        str(read.company.last["deck"]),
        tuple(str(path) for path in paths),
        tuple(digest(path) for path in paths),
        published_on(read.sheets[:2]),
        title or (heads[0] if heads else ""),
        name_of("Q", read.now) or "",
    )


def published_on(sheets: list[Sheet]) -> str:
    """The one full date that a cover prints, else the page after it."""
    for sheet in sheets:
        found = {said for line in sheet.lines for said in days_of(line.form)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def days_of(text: str) -> Iterator[str]:
    """The full dates of a text: 2025年11月7日, 2025/11/7, November 7, 2025, 7 November 2025."""
    for year, month, day in re.findall(
        r"(20[0-9]{2})(?:年\s?|[/.\-])([0-9]{1,2})(?:月\s?|[/.\-])([0-9]{1,2})(?:日|(?![0-9]))", text
    ):
        yield f"{year}-{int(month):02}-{int(day):02}"
    for name, day, year in re.findall(rf"({MONTH})\s?([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(20[0-9]{{2}})", text, re.IGNORECASE):
        yield f"{year}-{MONTHS[name[:3].lower()]:02}-{int(day):02}"
    for day, name, year in re.findall(rf"(?<![0-9])([0-9]{{1,2}})\s({MONTH})\s(20[0-9]{{2}})", text, re.IGNORECASE):
        yield f"{year}-{MONTHS[name[:3].lower()]:02}-{int(day):02}"


def pages_of(read: Deck) -> tuple[Page, ...]:
    assert read.company.last is not None
    last = read.company.pages(read.company.last["deck"])
    sections = sections_of(read, last)
    found = []
    for sheet in read.sheets:
        row = last.get(read.follows.get(sheet.page, ""), {})
        title = title_of(read, sheet, row)
        place = (
            {"sheet": str(sheet.index), "width": f"{sheet.width:.1f}", "height": f"{sheet.height:.1f}"}
            if sheet.has_boxes
            else {"first_line": str(sheet.lines[0].number), "last_line": str(sheet.lines[-1].number)}
        )
        found.append(Page(sheet.page, sections[sheet.page], title, english_title(read, row, title), **place))
    return tuple(found)


def summary(numbers: list[Number]) -> str:
    counts = Counter(number.confidence for number in numbers if number.is_figure)
    told = ", ".join(f"{counts[level]} {level}" for level in ("proven", "certain", "likely", "unknown") if counts[level])
    others = sum(not number.is_figure for number in numbers)
    return f"{sum(counts.values())} figures: {told}; {others} numbers are no figures"
