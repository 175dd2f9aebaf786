"""Account for every number in a deck's text: landed as a figure, part of a large deal, or listed with the reason why it is neither.

The ledger (`seeds/ledgers/<deck>_ledger.csv`) holds numbers and where they stand, never a sentence of the deck; with the text
at hand this script derives it anew. What no rule can know is data in the ledger itself: a reason recorded for a number stays,
and so does the place of a figure, as long as the text there still spells the same. To decide by hand, edit the row and derive
again.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from string import ascii_letters
from typing import Annotated, NoReturn

import printed
import typer
from pages import PageNumber, read_page
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
DISPOSITIONS = ROOT / "seeds/reference/dispositions.csv"
COLUMNS = ["page", "line", "position", "number", "disposition", "entry"]
FIGURE, LARGE_DEAL, UNEXPLAINED = "figure", "large_deal", ""
# Dispositions that the words around a number tell.
# Each match is one label of the deck; the digits in it are not figures. A number that two rules explain takes the first.
RULES = [
    (reason, re.compile(pattern))
    for reason, pattern in [
        ("web_address", r"https?://\S+"),
        ("page_number", r"^\s*©.*[0-9]\s*$"),
        ("page_reference", r"P\.\s?[0-9]+"),
        ("section_number", r"[Ⅰ-Ⅹ]\s?-\s?[0-9]+\."),
        ("footnote_mark", r"[*＊][0-9](?![0-9])"),
        ("legal_title", r"[0-9]{4}年[0-9]{1,2}[月⽉]期\s*第[1-4]四半期"),
        ("period_label", r"[1-4]Q[0-9]{2}|(?<![0-9])[1-4]Q|[0-9]+ヶ月"),
        ("period_label", r"FY(?:(?:19|20)[0-9]{2}(?![0-9])|[0-9]{2}(?:-[0-9]{2})?)"),
        ("date", r"(?<![0-9])(?:(?:19|20)[0-9]{2}|[0-9]{2})年(?![間分])(?:\s?[0-9]{1,2}[月⽉](?:[0-9]{1,2}日)?)?"),
        ("date", r"(?<![0-9])[0-9]{1,2}[月⽉](?:[0-9]{1,2}日)?"),
        ("rank", r"(?<![0-9.])[0-9]+位|上位[0-9]+社|[0-9]+[〜～~][0-9]+社|[0-9]+社以下"),
        ("name", r"[0-9]期棟|第[0-9]+号|[0-9]+ギガ|(?<![0-9])[0-9]G(?![A-Za-z])|(?<=[A-Za-z])[0-9](?![0-9.,%])"),
        ("wording", r"[一二三四五六七八九十百千]+億|[0-9]+段階|[0-9]+設問|年[0-9]+回|[0-9]株当たり"),
    ]
]
RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[一二三四五六七八九十百千]+億")
# a number that a line breaks after its mark or before it, and what of the next line belongs to it
BREAKS = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})*,|[0-9]+(?:,[0-9]{3})*\.)$")
GOES_ON = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)%?(?:(?!約)[^\W0-9_])*")
# a qualifier, a sign and a currency mark stand in any order: 約△9, △約1.8, ¥△1,234; a parenthesis may enclose them
BEFORE = re.compile(r"(約)?([-+△±]?)\s*(約)?(\(?)\s?[¥$€]?\s?([-+△±]?)\s?$")
AFTER = re.compile(r"(%?)\s?(\)?)(%?)(減(?!価))?")
# the landing says so in the remark where one printed number states several facts
ONE_PRINT = "one printed figure"


@dataclass(frozen=True, order=True)
class Number:
    """A row of the ledger; without a disposition, a number that nothing explains yet."""

    page: PageNumber
    line: int
    position: int
    number: str
    disposition: str = UNEXPLAINED
    entry: str = ""

    @property
    def place(self) -> tuple[PageNumber, int, int]:
        return self.page, self.line, self.position

    @property
    def end(self) -> int:
        return self.position + len(self.number)

    def __str__(self) -> str:
        return f"{self.number} {self.disposition or 'unexplained'} {self.entry}".strip()


@dataclass(frozen=True)
class Around:
    """What a text prints around a number, as far as it does; parentheses around a per cent may be but brackets."""

    sign: str
    is_bracketed: bool
    is_per_cent: bool
    is_about: bool
    unit: str
    qualifier: str


@dataclass(frozen=True)
class Figure:
    """One print of the landing: `seqs` is its seq, or the seqs of the rows that one printed number became."""

    seqs: tuple[int, ...]
    page: PageNumber
    printed: str
    unit: str
    qualifier: str

    @property
    def entry(self) -> str:
        return " ".join(map(str, self.seqs))

    @property
    def digits(self) -> str:
        return printed.digits(self.printed) or printed.read(self.printed)

    @property
    def sign(self) -> str:
        return "" if is_nil(self.digits) else printed.sign(self.printed)

    @property
    def is_per_cent(self) -> bool:
        return "%" in printed.read(self.printed)

    @property
    def word(self) -> str:
        """The qualifier after the number."""
        return self.qualifier.replace("約", "")

    def may_stand(self, around: Around) -> bool:
        """Whether nothing around a number speaks against this figure. A chart prints neither unit nor qualifier."""
        return (
            (around.sign == self.sign or (around.is_bracketed and not around.sign and self.sign == "-"))
            and around.is_per_cent == self.is_per_cent
            and around.is_about == ("約" in self.qualifier)
            and around.unit in ("", printed.read(self.unit))
            and around.qualifier in ("", self.word)
        )

    def doubts(self, around: Around) -> int:
        """How much of this figure the words around a number leave open."""
        return (around.unit != printed.read(self.unit)) + (around.qualifier != self.word)


@dataclass(frozen=True)
class Deal:
    """The title of a large deal as the deck prints it, and the numbers under it, in order."""

    name: str
    page: PageNumber
    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Deck:
    """The text's lines by line number, the line numbers of each page, and what was landed of it."""

    lines: dict[int, str]
    pages: dict[PageNumber, range]
    figures: list[Figure]
    deals: list[Deal]


@dataclass(frozen=True)
class Page:
    """The lines of one page in narrow digits, and the words that can stand after a number."""

    page: PageNumber
    lines: dict[int, str]
    units: list[str]
    qualifiers: list[str]
    spans: list[str]

    @property
    def run(self) -> re.Pattern[str]:
        """A number: what was landed as one though more than digits (1,000～1,100, 45兆953), else unbroken digits."""
        landed = sorted({span for span in self.spans if not RUN.fullmatch(span)}, key=len, reverse=True)
        alone = {True: (r"(?<!\S)", r"(?!\S)"), False: (r"(?<![0-9.,])", r"(?![0-9])")}
        whole = [re.escape(span).join(alone[is_nil(span)]) for span in landed]
        return re.compile("|".join([*whole, RUN.pattern]))

    def runs(self) -> Iterator[tuple[int, re.Match[str]]]:
        """Unbroken digits, which may be several numbers that the extraction ran together."""
        run = self.run
        for line, text in self.lines.items():
            for match in run.finditer(text):
                yield line, match

    def around(self, line: int, position: int, digits: str) -> Around:
        text = self.lines[line]
        before, after = text[:position], text[position + len(digits) :]
        about, sign, about_too, opened, sign_too = BEFORE.search(before).groups()
        per_cent, closed, per_cent_too, less = AFTER.match(after).groups()
        enclosed = opened and closed
        # 年度 is a fiscal year, not so many years
        unit = next((unit for unit in self.units if after.startswith(unit) and not after.startswith("年度")), "")
        word = after.removeprefix(unit).removeprefix("%").lstrip(ascii_letters)
        qualifier = next((qualifier for qualifier in self.qualifiers if word.startswith(qualifier)), "")
        is_per_cent = bool(per_cent or (enclosed and per_cent_too))
        is_negative = (enclosed and not per_cent) or (is_per_cent and less)
        mark = "-" if is_negative else (sign_too or sign).replace("△", "-")
        return Around(mark, bool(enclosed and per_cent), is_per_cent, bool(about or about_too), unit, qualifier)

    def fits(self, figure: Figure, line: int, position: int) -> bool:
        """Whether the figure can begin there."""
        return self.lines[line].startswith(figure.digits, position) and figure.may_stand(self.around(line, position, figure.digits))


@dataclass(frozen=True)
class Derived:
    """The ledger as the text and the landing give it, and what was landed but is not in the text."""

    numbers: list[Number]
    missing: list[str]

    @property
    def problems(self) -> list[str]:
        return self.missing + [
            f"page {number.page}, line {number.line}, position {number.position}: nothing explains {number.number}; "
            "land it, or add it to the ledger with its reason"
            for number in self.numbers
            if number.disposition == UNEXPLAINED
        ]


def derive(deck: Deck, recorded: list[Number]) -> Derived:
    """The ledger: deals by their titles, then what the ledger has and the text still bears out, then rules, then figures."""
    units = sorted({printed.read(figure.unit) for figure in deck.figures} - {""}, key=len, reverse=True)
    qualifiers = sorted({figure.word for figure in deck.figures} - {""}, key=len, reverse=True)
    numbers: list[Number] = []
    missing: list[str] = []
    whole_lines: dict[int, str] = {}
    for number, its_lines in deck.pages.items():
        figures = [figure for figure in deck.figures if figure.page == number]
        whole_lines |= (as_printed := unbroken({line: deck.lines[line] for line in its_lines}))
        lines = {line: printed.read(text) for line, text in as_printed.items()}
        page = Page(number, lines, units, qualifiers, [figure.digits for figure in figures])
        its_deals = [deal for deal in deck.deals if deal.page == number]
        claimed = still_told(page, [row for row in recorded if row.page == number], its_deals)
        told = {row.entry for row in claimed}
        placed, lost = place_deals(page, its_deals, told)
        claimed += placed
        claimed += still_true(page, [row for row in recorded if row.page == number], figures, claimed)
        claimed += explain(page, claimed)
        claimed += place_whole(page, unplaced(figures, claimed), unclaimed(page, claimed))
        claimed += place_glued(page, unplaced(figures, claimed), unclaimed(page, claimed))
        # a dash that was not landed is none that says nil
        numbers += claimed + [left for left in unclaimed(page, claimed) if not is_nil(left.number)]
        missing += lost + [
            f"page {number}: figure {figure.entry} ({figure.printed}) is not in the text, or a row of the ledger has its place; "
            "correct the landed row, or take that row out of the ledger"
            for figure in unplaced(figures, claimed)
        ]
    missing += [
        f"page {landed.page} is not in the page map; figure or deal {name} is landed on it"
        for name, landed in [(figure.entry, figure) for figure in deck.figures] + [(deal.name, deal) for deal in deck.deals]
        if landed.page not in deck.pages
    ]
    return Derived(sorted(replace(one, number=whole_lines[one.line][one.position : one.end]) for one in numbers), missing)


def is_nil(text: str) -> bool:
    """Whether a print, as read, is a dash in the place of a number."""
    return printed.NIL.fullmatch(text) is not None


def breaks_inside(line: str, following: str) -> int:
    """How many characters of the following line belong to the number that a line ends in; none where it does not break there."""
    start, rest = BREAKS.search(printed.read(line)), GOES_ON.match(printed.read(following))
    if not start or not rest or (start[0].endswith(",") and not re.match(r"[0-9]{3}(?![0-9])", rest[1])):
        return 0
    return rest.end()


def unbroken(lines: dict[int, str]) -> dict[int, str]:
    """The lines of a page with every number whole in the line where it begins; blanks stand where its end was."""
    whole = dict(lines)
    for line in sorted(lines):
        if line - 1 in whole and (length := breaks_inside(whole[line - 1], lines[line])):
            whole[line - 1] += lines[line][:length]
            whole[line] = " " * length + lines[line][length:]
    return whole


def still_told(page: Page, recorded: list[Number], deals: list[Deal]) -> list[Number]:
    """The recorded numbers of each deal, where they are all that the deal has and stand in the text with its title."""
    # a title may break over a line
    text = "".join("".join(page.lines.values()).split())
    kept = []
    for deal in deals:
        if "".join(deal.title.split()) not in text:
            continue
        rows = sorted(row for row in recorded if row.disposition == LARGE_DEAL and row.entry == deal.name)
        spelt = [page.lines.get(row.line, "")[row.position : row.end] for row in rows]
        if sorted(spelt) == sorted(deal.numbers) == sorted(printed.read(row.number) for row in rows):
            kept += rows
    return kept


def place_deals(page: Page, deals: list[Deal], told: set[str]) -> tuple[list[Number], list[str]]:
    """The numbers of each deal not told of yet, in order between its title and the next one; and what was not found."""
    titles = {line: deal for line, text in page.lines.items() for deal in deals if text.strip() == deal.title}
    lost = [
        f"page {page.page}: the title of deal {deal.name} is not in the text"
        for deal in deals
        if deal not in titles.values() and deal.name not in told
    ]
    placed = []
    for title, deal in titles.items():
        if deal.name in told:
            continue
        end = min((line for line in titles if line > title), default=max(page.lines) + 1)
        runs = iter([(line, run) for line, run in page.runs() if title < line < end])
        for number in deal.numbers:
            line, run = next(((line, run) for line, run in runs if run[0] == number), (0, None))
            if run is None:
                lost.append(f"page {page.page}, line {title}: {number} of deal {deal.name} is not in the text below its title")
                break
            placed.append(Number(page.page, line, run.start(), number, LARGE_DEAL, deal.name))
    return placed, lost


def still_true(page: Page, recorded: list[Number], figures: list[Figure], claimed: list[Number]) -> list[Number]:
    """The recorded rows that the text bears out: together they spell a run of digits, and a figure's row still fits its figure."""
    by_entry = {figure.entry: figure for figure in figures}
    taken = {number.place for number in claimed}
    kept: list[Number] = []
    for line, run in page.runs():
        rows = sorted(row for row in recorded if row.line == line and run.start() <= row.position < run.end())
        if printed.read("".join(row.number for row in rows)) != run[0]:
            continue
        for row in rows:
            if row.place in taken or row.disposition == LARGE_DEAL:
                continue
            if row.disposition == FIGURE:
                # each figure has one place
                figure = by_entry.pop(row.entry, None)
                if figure is None or len(figure.digits) != len(row.number) or not page.fits(figure, line, row.position):
                    continue
            kept.append(row)
    return kept


def explain(page: Page, claimed: list[Number]) -> list[Number]:
    """The numbers that a rule explains by what stands around them."""
    taken = {(number.line, offset) for number in claimed for offset in range(number.position, number.end)}
    explained = []
    for line, text in page.lines.items():
        for reason, rule in RULES:
            for match in rule.finditer(text):
                for run in RUN.finditer(text, match.start(), match.end()):
                    places = {(line, offset) for offset in range(run.start(), run.end())}
                    if not places & taken:
                        taken |= places
                        explained.append(Number(page.page, line, run.start(), run[0], reason))
    return explained


def unplaced(figures: list[Figure], claimed: list[Number]) -> list[Figure]:
    placed = {number.entry for number in claimed if number.disposition == FIGURE}
    return [figure for figure in figures if figure.entry not in placed]


def unclaimed(page: Page, claimed: list[Number]) -> list[Number]:
    """What is left of the runs of digits once the claimed numbers are cut out."""
    left = []
    for line, run in page.runs():
        cuts = sorted(number for number in claimed if number.line == line and run.start() <= number.position < run.end())
        starts = [run.start(), *(cut.end for cut in cuts)]
        ends = [*(cut.position for cut in cuts), run.end()]
        for start, end in zip(starts, ends, strict=True):
            left += [Number(page.page, line, piece.start(), piece[0]) for piece in page.run.finditer(page.lines[line], start, end)]
    return left


def place_whole(page: Page, figures: list[Figure], free: list[Number]) -> list[Number]:
    """Figures that are one free number: the least doubtful pairs first, then reading order."""
    pairs = sorted(
        (figure.doubts(page.around(number.line, number.position, number.number)), figure.seqs, number, figure)
        for figure in figures
        for number in free
        if figure.digits == number.number and page.fits(figure, number.line, number.position)
    )
    chosen: dict[Figure, Number] = {}
    for _, _, number, figure in pairs:
        if figure not in chosen and number not in chosen.values():
            chosen[figure] = number
    # figures that only their order tells apart stand in the order of their seqs
    alike = defaultdict(list)
    for figure in sorted(chosen, key=lambda figure: figure.seqs):
        alike[figure.printed, figure.unit, figure.qualifier].append(figure)
    return [
        replace(number, disposition=FIGURE, entry=figure.entry)
        for group in alike.values()
        for figure, number in zip(group, sorted(chosen[figure] for figure in group), strict=True)
    ]


def place_glued(page: Page, figures: list[Figure], free: list[Number]) -> list[Number]:
    """Runs of several numbers, cut where figures end; of several ways, the one whose seqs lie closest together."""

    def ways(number: Number, position: int, way: tuple[Figure, ...], left: list[Figure]) -> Iterator[tuple[Figure, ...]]:
        if position == number.end:
            yield way
        for figure in left:
            end = position + len(figure.digits)
            if end <= number.end and page.fits(figure, number.line, position):
                yield from ways(number, end, (*way, figure), [other for other in left if other != figure])

    def distance(way: tuple[Figure, ...]) -> int:
        return sum(abs(after.seqs[0] - before.seqs[0]) for before, after in pairwise(way))

    placed: list[Number] = []
    for number in free:
        position = number.position
        for figure in min(ways(number, position, (), unplaced(figures, placed)), key=distance, default=()):
            placed.append(Number(page.page, number.line, position, figure.digits, FIGURE, figure.entry))
            position += len(figure.digits)
    return placed


def stop(message: str) -> NoReturn:
    """Say what is wrong and end; nothing was changed."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def text_of(path: Path, advice: str) -> str:
    if not path.is_file():
        stop(f"{path} does not exist; {advice}")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        stop(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8")


def rows_of(path: Path, columns: list[str], advice: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a CSV, each with where it stands for messages."""
    reader = csv.DictReader(io.StringIO(text_of(path, advice), newline=""), restval="")
    absent = [column for column in columns if column not in (reader.fieldnames or [])]
    if absent:
        stop(f"{path}, row 1: no column {', '.join(absent)}; expected {','.join(columns)}")
    return [(f"{path}, row {reader.line_num}", row) for row in reader]


def whole(where: str, row: dict[str, str], column: str) -> int:
    if not re.fullmatch(r"[0-9]+", row[column]):
        stop(f"{where}, column {column}: {row[column]!r} is not a whole number")
    return int(row[column])


def page_of(where: str, row: dict[str, str]) -> PageNumber:
    page = read_page(row["page"])
    if page is None:
        stop(f"{where}, column page: {row['page']!r} is not the printed number of a page: 12, 12-2, A-1 or ⅳ")
    return page


def read_pages(path: Path, lines: dict[int, str]) -> dict[PageNumber, range]:
    """The line numbers of each page; every number of the text has to be on one page."""
    pages: dict[PageNumber, range] = {}
    on_a_page: set[int] = set()
    for where, row in rows_of(path, ["first_line", "last_line", "page"], "give the page map of the text"):
        first, last = (whole(where, row, column) for column in ("first_line", "last_line"))
        page = page_of(where, row)
        # the map may count the empty line after the last line end
        its_lines = range(first, min(last, len(lines)) + 1)
        if page in pages or first < 1 or first > last or on_a_page & set(its_lines):
            stop(f"{where}: page {page}, lines {first} to {last}: a page or a line twice, or no line at all; correct the page map")
        pages[page] = its_lines
        on_a_page |= set(its_lines)
    for line, text in lines.items():
        if line not in on_a_page and RUN.search(printed.read(text)):
            stop(f"{path}: line {line} of the text has numbers and is on no page; correct the page map")
    return pages


def read_figures(path: Path) -> list[Figure]:
    """The landed figures; rows that one printed number became are one figure."""
    columns = ["seq", "page", "printed", "unit", "qualifier", "remark"]
    rows = rows_of(path, columns, "land the deck first")
    figures = figures_of((whole(where, row, "seq"), page_of(where, row), row) for where, row in rows)
    seen: set[str] = set()
    for where, row in rows:
        if row["seq"] in seen:
            stop(f"{where}, column seq: {row['seq']} is there twice")
        seen.add(row["seq"])
    return figures


def figures_of(rows: Iterable[tuple[int, PageNumber, dict[str, str]]]) -> list[Figure]:
    """Landed rows, each with its seq and page, as prints: rows that say that they are one printed figure are one."""
    figures: list[Figure] = []
    for seq, page, row in rows:
        figure = Figure((seq,), page, row["printed"], row["unit"], row["qualifier"])
        if figures and ONE_PRINT in row["remark"] and replace(figures[-1], seqs=(seq,)) == figure:
            figures[-1] = replace(figures[-1], seqs=(*figures[-1].seqs, seq))
        else:
            figures.append(figure)
    return figures


def read_deals(path: Path, deck: str) -> list[Deal]:
    columns = ["deck", "deal", "page", "client_kind_ja", "subject_ja", "amount_printed", "term_printed", "revenue_starts"]
    deals = []
    for where, row in rows_of(path, columns, "give the large deals, or a file with the header alone"):
        if row["deck"] == deck:
            deals.append(deal_of(page_of(where, row), row))
    return deals


def deal_of(page: PageNumber, row: dict[str, str]) -> Deal:
    """A row of large_deals.csv as the text has it."""
    # the month 2026-04 is printed 2026年4月
    cells = [row["amount_printed"], row["term_printed"], row["revenue_starts"].replace("-0", "-")]
    return Deal(row["deal"], page, printed.read(title_of(row)), tuple(RUN.findall(printed.read(" ".join(cells)))))


def title_of(row: dict[str, str]) -> str:
    """The title of a large deal as a deck prints it."""
    return f"{row['client_kind_ja']}向け{row['subject_ja']}" if row["client_kind_ja"] else row["subject_ja"]


def read_ledger(path: Path) -> list[Number]:
    dispositions = [row["disposition"] for _, row in rows_of(DISPOSITIONS, ["disposition", "meaning"], "it belongs to the project")]
    numbers = []
    for where, row in rows_of(path, COLUMNS, "make it with `derive --write`"):
        if row["disposition"] not in dispositions:
            stop(f"{where}, column disposition: {row['disposition']!r} is none of {', '.join(dispositions)}, as in {DISPOSITIONS}")
        line, position = (whole(where, row, column) for column in ("line", "position"))
        numbers.append(Number(page_of(where, row), line, position, row["number"], row["disposition"], row["entry"]))
    twice = [number for number, count in Counter(number.place for number in numbers).items() if count > 1]
    if twice:
        stop("{}: page {}, line {}, position {} is there twice; take out the wrong row".format(path, *twice[0]))
    return numbers


def rendered(numbers: list[Number]) -> str:
    """The ledger as a file."""
    handle = io.StringIO(newline="")
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*number.place, number.number, number.disposition, number.entry] for number in numbers)
    return handle.getvalue()


def differences(before: list[Number], after: list[Number]) -> list[tuple[str, Number | None, Number | None]]:
    """What is new, gone or changed, in the order of the text."""
    was, now = ({number.place: number for number in numbers} for numbers in (before, after))
    return [
        ("new" if place not in was else "gone" if place not in now else "changed", was.get(place), now.get(place))
        for place in sorted(was | now)
        if was.get(place) != now.get(place)
    ]


DeckName = Annotated[str, typer.Argument(metavar="DECK", help="The deck, as in seeds/decks/.")]
TextFile = Annotated[Path, typer.Argument(metavar="TEXT", help="The deck's text.")]
PagesFile = Annotated[Path, typer.Argument(metavar="PAGES", help="Its page map: first_line, last_line, page.")]
FiguresFolder = Annotated[Path, typer.Option("--figures", help="Folder of the landed figures.")]
DealsFile = Annotated[Path, typer.Option("--deals", help="The large deals.")]
LedgersFolder = Annotated[Path, typer.Option("--ledgers", help="Folder of the ledgers.")]
FIGURES, DEALS, LEDGERS = ROOT / "seeds/decks", ROOT / "seeds/records/large_deals.csv", ROOT / "seeds/ledgers"
app = typer.Typer(help="Account for every number in a deck's text.", no_args_is_help=True)


def lines_of(text: str) -> dict[int, str]:
    """The lines of a text by number, as an editor and a page map count them."""
    return dict(enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1))


def read_deck(deck: str, text: Path, pages: Path, figures: Path, deals: Path) -> Deck:
    lines = lines_of(text_of(text, "give the deck's text"))
    return Deck(lines, read_pages(pages, lines), read_figures(figures / f"{deck}.csv"), read_deals(deals, deck))


def report(problems: list[str]) -> None:
    for problem in problems:
        typer.echo(problem, err=True)


@app.command()
def check(
    deck: DeckName,
    text: TextFile,
    pages: PagesFile,
    figures: FiguresFolder = FIGURES,
    deals: DealsFile = DEALS,
    ledgers: LedgersFolder = LEDGERS,
) -> None:
    """Derive the ledger anew and report, by page, where the one in the project differs."""
    path = ledgers / f"{deck}_ledger.csv"
    recorded = read_ledger(path)
    derived = derive(read_deck(deck, text, pages, figures, deals), recorded)
    found = differences(recorded, derived.numbers)
    if found:
        table = Table(
            "page", "line", "position", "what", "in the ledger", "in the text", title=f"{path.name}: {len(found)} differences"
        )
        for what, before, after in found:
            table.add_row(*map(str, (after or before).place), what, str(before or ""), str(after or ""))
        Console(width=None if Console().is_terminal else 160).print(table)
    report(derived.problems)
    if found or derived.problems:
        raise typer.Exit(1)
    if rendered(derived.numbers) != text_of(path, ""):
        stop(f"{path}: the rows are right, their order or the line ends are not; run `derive --write`")
    typer.echo(f"{path.name}: {len(recorded)} numbers, each accounted for")


@app.command("derive")
def derive_ledger(
    deck: DeckName,
    text: TextFile,
    pages: PagesFile,
    write: Annotated[bool, typer.Option("--write", help="Replace the ledger.")] = False,
    figures: FiguresFolder = FIGURES,
    deals: DealsFile = DEALS,
    ledgers: LedgersFolder = LEDGERS,
) -> None:
    """Derive the ledger and count its numbers; write it only if every number is explained and every figure found."""
    path = ledgers / f"{deck}_ledger.csv"
    derived = derive(read_deck(deck, text, pages, figures, deals), read_ledger(path) if path.exists() else [])
    counts = Counter(number.disposition or "unexplained" for number in derived.numbers)
    table = Table("disposition", "numbers", title=f"{deck}: {counts.total()} numbers")
    for disposition, count in counts.most_common():
        table.add_row(disposition, str(count))
    Console().print(table)
    report(derived.problems)
    if derived.problems:
        stop(f"{len(derived.problems)} problems; {path} is as it was")
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".csv.new")
        scratch.write_text(rendered(derived.numbers), encoding="utf-8", newline="")
        scratch.replace(path)


if __name__ == "__main__":
    app()
