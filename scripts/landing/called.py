"""What a number is called where no deck has named it: the words around it, the heading of its chart, an id to begin with."""

from __future__ import annotations

import re
from collections import defaultdict

from landing.dictionary import Company
from landing.document import Sheet
from landing.numbers import Mark

# a unit that stands alone names nothing
ALONE = re.compile(r"(?<!\S)[十百千万億兆]*円(?!\S)")
# the long vowel of kana, which reads as a dash
LONG = re.compile(r"(?<=[ァ-ヺ])—|(?<=[ぁ-ゖ])—|—(?=[ァ-ヺ])")
# the middle dot that joins two words, and what stands beside words and is none of them
JOINED, BESIDE = re.compile(r"(?<=\w)\s?・\s?(?=[^\W\d])"), re.compile(r"[\s•■●:：、。\[\]約+\-△]+|(?<!\w)・|・(?!\w)")
# the period at the end of a label names a column, not the line: 売上 2Q24, 回線数 25年9月末
PERIOD_OF_LABEL = re.compile(r"[ 　]*(?:(?:[1-4]Q|[12]H|9M|FY)[0-9]{2}(?:末|累計)?|[0-9]{2,4}年[0-9]{1,2}月末?)$")
# a heading: words with no number among them, and not in brackets as a unit is
NAMED = re.compile(r"^(?![(（][^)）]*[)）]$)(?=[^\W\d_]*[^\W\d_]{2})[^0-9]*$")


def label_by(mark: Mark, *before: str) -> str:
    """
    The words that a number stands under: those given, else those nearest to it, in a sentence those that it begins with.

    Where the nearest are a period and no more, as behind an arrow, the line is called as what follows them is.
    """
    beside = (mark.near, mark.row, mark.head) if mark.is_cell else (mark.near, mark.head, mark.row)
    when = ""
    for text in (*before, *beside):
        bare = JOINED.sub("・", LONG.sub("ー", text).rpartition("→")[2])
        bare = " ".join(BESIDE.sub(" ", bare if is_closed(bare) else re.sub(r"[()（）]", " ", bare)).split())
        if PERIOD_OF_LABEL.fullmatch(bare):
            when = when or bare
            continue
        bare = " ".join(ALONE.sub(" ", re.sub(r"^[\d.,%]+", "", bare)).split())
        if sum(letter.isalpha() for letter in bare) >= 2:
            return f"{PERIOD_OF_LABEL.sub('', bare)} {when}"[-40:] if when else bare[-40:]
    return when


def is_closed(text: str) -> bool:
    """Whether each bracket that a text opens behind a word is closed in it: 設備投資額(CAPEX), and no (個別大型."""
    left = re.sub(r"(?<=\w)[(（][^()（）]*[)）]", "", text)
    return not re.search(r"[()（）]", left)


def heading_over(sheet: Sheet, mark: Mark) -> str:
    """The words over a number of a chart: of the nearest line over it, those that begin left of it and last."""
    if mark.box is None:
        return ""
    middle, top = (mark.box[0] + mark.box[2]) / 2, mark.box[1]
    over = [
        (line.box[3], line.box[0], line.text)
        for line in sheet.lines
        if line.box and line.box[3] <= top and line.box[0] <= middle and NAMED.search(line.text)
    ]
    nearest = max((bottom for bottom, _, _ in over), default=0.0)
    return max((left, text) for bottom, left, text in over if nearest - bottom < mark.box[3] - top)[1] if over else ""


def firsts_of_charts(sheet: Sheet, marks: list[Mark]) -> dict[int, Mark]:
    """By number, the first number of its chart, where that has one for each place of its axis: one line item, whatever it is."""
    under: dict[tuple[str, bool], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.is_cell and mark.column and (over := heading_over(sheet, mark)):
            under[over, mark.is_per_cent].append(mark)
    return {mark.uid: its[0] for its in under.values() if len({mark.column for mark in its}) == len(its) for mark in its}


def unit_in_name(company: Company, name: str) -> str:
    """The unit that the name of a row or a chart ends with, in brackets."""
    found = re.search(r"[(（]\s*([^()（）]+?)\s*[)）]\s*$", name)
    if not found:
        return ""
    said = found[1].replace("％", "%")
    return said if said in {row["unit"] for row in company.scoped("units")} else ""


def drafted(label: str, page: str, mark: Mark) -> str:
    """An id for a new line item to begin with: the label's Latin words, else its page and place."""
    words = re.findall(r"[a-z]{2,}", label.lower())
    stem = "_".join(words[:4])
    where = f"p{re.sub(r'[^0-9a-z]', '', page.lower())}_{mark.order + 1}"
    return f"{stem}_{where}" if stem else f"item_{where}"
