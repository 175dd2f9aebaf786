"""Large deals of a page: the title of each, and the amount, the term and the start of revenue that stand under it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ledgers.rows import title_of

from landing.deck import Deck
from landing.document import Line, Sheet, form
from landing.numbers import Mark
from landing.project import Row
from landing.proposal import CERTAIN, PROVEN

AMOUNT, TERM, STARTS = "amount_printed", "term_printed", "revenue_starts"
# a page where the last deck has so many numbers of deals is a list of deals
LISTED = 5
QUARTER = re.compile(r"[1-4]Q[0-9]{2}|[12]H[0-9]{2}|(?:19|20)[0-9]{2}年[0-9]{1,2}月")
YEARS = ("年", "年間")
# letters that make a title, and how much of a line a title that is known has to be
SHORTEST, SAME = 4, 0.8
AGAIN = "the last deck has a deal with this number here"
WHY = {False: "stands under the title of the deal", True: "a deal that the last deck does not list"}


@dataclass(frozen=True)
class DealNumber:
    """What a number says of a deal."""

    deal: str
    field: str
    why: str
    title: str


@dataclass
class Card:
    """One deal of a page: the lines from its title to the next, and the numbers found in them."""

    title: str
    row: Row
    is_new: bool
    lines: list[Line]
    numbers: dict[int, str] = field(default_factory=dict)
    starts: str = ""


@dataclass(frozen=True)
class Deals:
    """The numbers of large deals by uid, and a drafted row for each deal that no deck has told of yet."""

    numbers: dict[int, DealNumber]
    drafted: list[Row]


def deals_of(deck: Deck) -> Deals:
    """Read each page that follows a list of deals."""
    assert deck.company.last is not None
    last = deck.company.last["deck"]
    counts = Counter(place.page for place in deck.company.ledger(last) if place.disposition == "large_deal")
    known = deck.company.deals(last)
    cards: list[Card] = []
    pages: list[tuple[Card, str]] = []
    again: dict[int, DealNumber] = {}
    for sheet in deck.sheets:
        page = deck.follows.get(sheet.page, "")
        if counts[page] >= LISTED:
            found = list(cards_of(deck, sheet, [deal for deal in known if deal["page"] == page]))
            its_own = told_again(deck, sheet, [deal for deal in known if deal["page"] == page], found)
            found = [card for card in found if not (card.is_new and card.numbers.keys() <= its_own.keys())]
            again |= {uid: number for uid, number in its_own.items() if not any(uid in card.numbers for card in found)}
            put_starts(deck, sheet, found)
            # an amount alone, under words that no deck has told of, may be anything
            found = [card for card in found if not card.is_new or card.starts or TERM in card.numbers.values()]
            cards += found
            pages += [(card, sheet.page) for card in found]
    numbers = again | {
        uid: DealNumber(card.row["deal"], name, WHY[card.is_new], card.title)
        for card in cards
        for uid, name in card.numbers.items()
    }
    return Deals(numbers, [drafted(card, page, cards, known) for card, page in pages if card.is_new])


def cards_of(deck: Deck, sheet: Sheet, known: list[Row]) -> Iterator[Card]:
    """The deals of a page in its order: each begins where a title stands over an amount, and ends where the next begins."""
    amounts = [mark for mark in free(deck, sheet) if mark.unit and mark.unit not in YEARS]
    order = {line.number: at for at, line in enumerate(sheet.lines)}
    begins: list[tuple[int, str, Row, bool]] = []
    after = 0
    mixed = list(side_by_side(sheet, [order[mark.line] for mark in amounts], known))
    done = {at for row in mixed for at, _, _ in row}
    for row in mixed:
        for at, title, deal in row:
            new = {"deal": f"new_deal_p{plain_page(sheet)}_at_{at + 1}"}
            card = Card(sheet.lines[title].text.strip(), deal or new, deal is None, [sheet.lines[title], sheet.lines[at]])
            put_numbers(deck, sheet, card)
            yield card
    for count, mark in enumerate(amounts, start=1):
        own = order[mark.line]
        if own in done:
            after = own + 1
            continue
        heads = [(at, sheet.lines[at].text.strip()) for at in range(after, own) if sheet.lines[at].text.strip()]
        before = sheet.lines[own].text[: mark.position]
        # what repeats between numbers, 約 and 億円, is no title
        if len(titled(before)) > SHORTEST and len(set(filter(str.isalpha, titled(before)))) >= SHORTEST:
            heads.append((own, before.strip()))
        match = next(((at, text, deal) for at, text in reversed(heads) if (deal := told_before(text, known))), None)
        if match:
            begins.append((*match, False))
        elif heads:
            begins.append((*heads[-1], {"deal": f"new_deal_p{plain_page(sheet)}_{count}"}, True))
        after = own + 1
    stops = [*(at for at, *_ in begins), *(title for row in mixed for _, title, _ in row), len(sheet.lines)]
    for at, title, row, is_new in begins:
        end = min(stop for stop in stops if stop > at)
        card = Card(title, row, is_new, list(sheet.lines[at : max(end, at + 1)]))
        put_numbers(deck, sheet, card)
        yield card


def side_by_side(sheet: Sheet, amounts: list[int], known: list[Row]) -> Iterator[list[tuple[int, int, Row | None]]]:
    """
    Deals of columns that a text has line by line: several lines with amounts under as many titles, of which one is known.

    Of each the line of its amount, that of its title, and the known deal.
    """
    filled = [at for at, line in enumerate(sheet.lines) if line.text.strip()]
    left = sorted(set(amounts))
    while left:
        at = filled.index(left[0])
        count = 0
        while at + count < len(filled) and filled[at + count] in left:
            count += 1
        rows, titles = filled[at : at + count], filled[max(0, at - count) : at]
        left = left[count:]
        deals = [told_before(sheet.lines[title].text, known) for title in titles]
        if 1 < count == len(titles) and any(deals):
            yield list(zip(rows, titles, deals, strict=True))


def told_again(deck: Deck, sheet: Sheet, known: list[Row], cards: list[Card]) -> dict[int, DealNumber]:
    """Numbers apart from their titles, as a text in another order has them, that are those of deals not yet found here."""
    found = {(card.row["deal"], name) for card in cards for name in card.numbers.values()}
    taken = {uid for card in cards if not card.is_new for uid in card.numbers}
    left = [(deal[name], name, deal) for deal in known for name in (AMOUNT, TERM) if (deal["deal"], name) not in found]
    again = {}
    for mark in free(deck, sheet):
        fits = next(
            (one for one in left if one[0] == mark.digits and (not mark.unit or (one[1] == TERM) == (mark.unit in YEARS))), None
        )
        if fits and mark.uid not in taken:
            left.remove(fits)
            again[mark.uid] = DealNumber(fits[2]["deal"], fits[1], AGAIN, title_of(fits[2]))
    return again


def told_before(title: str, known: list[Row]) -> Row | None:
    """The deal of the last deck with this title; little else may stand beside it in the line."""
    line = titled(title)
    for deal in known:
        its = titled(title_of(deal))
        if its and its in line and len(its) >= SAME * len(line):
            return deal
    return None


def plain_page(sheet: Sheet) -> str:
    return re.sub(r"[^0-9a-z]+", "_", sheet.page.lower())


def free(deck: Deck, sheet: Sheet) -> list[Mark]:
    """The numbers of a page that no rule explains and that are not surely figures."""
    taken = {
        reading.mark.uid
        for reading in deck.readings[sheet.page]
        if reading.slot is not None and reading.confidence in (PROVEN, CERTAIN)
    }
    return [mark for mark in deck.marks[sheet.page] if mark.uid not in taken and not mark.rule]


def put_numbers(deck: Deck, sheet: Sheet, card: Card) -> None:
    """The amount and the term under the title: those that the deal had, else the first."""
    its_lines = {line.number for line in card.lines}
    marks = [mark for mark in free(deck, sheet) if mark.line in its_lines and mark.unit]
    for name in (AMOUNT, TERM):
        its = [mark for mark in marks if (mark.unit in YEARS) == (name == TERM)]
        again = [mark for mark in its if mark.digits == card.row.get(name)]
        for mark in (again or its)[:1]:
            card.numbers[mark.uid] = name


def put_starts(deck: Deck, sheet: Sheet, cards: list[Card]) -> None:
    """
    When revenue starts: the period in a line worded as those of the deals that are known.

    Where no known deal has one, a line that begins with a period is taken for it.
    """
    worded = {tail for card in cards for quarter, tail, _ in periods_of(card) if card.row.get(STARTS) == quarter}
    for card in cards:
        for quarter, tail, line in periods_of(card):
            if tail in worded or (not worded and line.form.strip().startswith(quarter)):
                digits = {mark.uid for mark in deck.marks[sheet.page] if mark.rule and mark.line == line.number}
                if len(digits) == 2:
                    card.starts = quarter
                    card.numbers |= dict.fromkeys(digits, STARTS)
                break


def periods_of(card: Card) -> Iterator[tuple[str, str, Line]]:
    """Each line of a deal that has one period: the period, the words around it, the line."""
    for line in card.lines[1:]:
        if found := QUARTER.search(line.form):
            yield period_id(found[0]), worded_without(line.form, found), line


def period_id(printed: str) -> str:
    month = re.fullmatch(r"([0-9]{4})年([0-9]{1,2})月", printed)
    return f"{month[1]}-{int(month[2]):02d}" if month else printed


def worded_without(text: str, found: re.Match[str]) -> str:
    return titled(text[: found.start()] + text[found.end() :])


def drafted(card: Card, page: str, cards: list[Card], known: list[Row]) -> Row:
    """
    The row of a new deal, as far as the page and the deals that are known tell it.

    A client is called as it is called elsewhere; the line of the services, and the words around the start of revenue, say here
    what they say under a known deal.
    """
    clients = {deal["client_kind_ja"]: deal["client_kind_en"] for deal in known if deal["client_kind_ja"]}
    client, to, subject = card.title.partition("向け")
    told: dict[str, set[str]] = {}
    for other in cards:
        if not other.is_new:
            for words in words_of(other):
                told.setdefault(words, set()).add(other.row["services"])
    services = next((told[words] for words in words_of(card) if len(told.get(words, ())) == 1), {""})
    tails = {tail: other.row["revenue_starts_gradually"] for other in cards if not other.is_new for _, tail, _ in periods_of(other)}
    gradually = next((tails[tail] for _, tail, _ in periods_of(card) if card.starts and tails.get(tail)), "")
    return {
        "deal": card.row["deal"],
        "page": page,
        "client_kind_ja": client if to else "",
        "client_kind_en": clients.get(client, "") if to else "",
        "subject_ja": subject if to else card.title,
        "services": next(iter(services)),
        STARTS: card.starts,
        "revenue_starts_gradually": gradually,
    }


def words_of(card: Card) -> list[str]:
    """The first line of a deal that has no number, under its title."""
    return [titled(line.text) for line in card.lines[1:] if line.text.strip() and not re.search(r"[0-9]", line.form)][:1]


def titled(text: str) -> str:
    """A title or a line as it is compared: letters and digits in one width and case; its numbers tell deals apart."""
    normal = unicodedata.normalize("NFKC", form(text)).lower().replace("—", "ー")
    return "".join(mark for mark in normal if mark.isalnum() or mark in "ー+/")
