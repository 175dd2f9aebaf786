"""The ledger of a made-up deck: what it accounts for, what it notices, what it refuses."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import printed
import pytest
from conftest import ROOT
from jinja2 import Environment
from pages import read_page

TEXT = """\
Ⅰ- 1. 概要 単位：百万円
3Q30売上：12.5億円・△3.0%YoY、約40名増
+7.51Q30 3Q30
1,204987
203201名

注記 12件、2つの工場（30年4月）
© Example Inc. 1
東都市向け水道網
15億円・3年間
4Q30より計上
西都市向け水道網
15億円・3年間
費用 +約2億円弱/四半期
"""
PAGES = "first_line,last_line,page\n1,8,1\n9,14,2\n"
FIGURES = """\
seq,page,line_item,measure,printed,unit,qualifier,remark
1001,1,revenue,level,12.5,億円,,
1002,1,revenue,yoy_pct,△3.0%,%,,
1003,1,headcount,yoy_change,40,名,約,
1004,1,profit,level,+7.5,億円,,
1005,1,assets,level,"1,204",百万円,,
1006,1,equity,level,987,百万円,,
1007,1,plant_staff,level,203,名,,
1008,1,office_staff,level,201,名,,
1009,1,orders,level,12,件,,
2001,2,cost,level,+2,億円,約弱,one printed figure for two quarters
2002,2,cost,level,+2,億円,約弱,one printed figure for two quarters
"""
DEALS = """\
deck,deal,page,client_kind_ja,subject_ja,amount_printed,term_printed,revenue_starts
tiny,east_water,2,東都市,水道網,15,3,4Q30
tiny,west_water,2,西都市,水道網,15,3,
"""
# no rule knows what the two factories are
KNOWN = "page,line,position,number,disposition,entry\n1,7,7,2,wording,\n"


@dataclass
class Files:
    """A deck, its landing and its ledger in one folder."""

    root: Path

    @property
    def ledger(self) -> Path:
        return self.root / "tiny_ledger.csv"

    def run(self, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        folders = ["--figures", self.root, "--ledgers", self.root, "--deals", self.root / "deals.csv"]
        deck = ["tiny", self.root / "tiny.txt", self.root / "pages.csv"]
        return subprocess.run(
            [sys.executable, ROOT / "scripts/ledger.py", command, *deck, *folders, *options],
            capture_output=True,
            text=True,
            check=False,
        )

    def refused(self, command: str, *options: str) -> str:
        """What a user sees; the ledger has to be as it was."""
        before = self.ledger.read_bytes() if self.ledger.exists() else None
        done = self.run(command, *options)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert (self.ledger.read_bytes() if self.ledger.exists() else None) == before
        assert not list(self.root.glob("*.new"))
        return done.stdout + done.stderr

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} is {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def rows(self) -> list[dict[str, str]]:
        with self.ledger.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def told(self) -> list[tuple[str, str, str]]:
        """Of each row the place, the number with its marks, and what became of it."""

        def joined(row: dict[str, str], glue: str, *columns: str) -> str:
            return glue.join(row[column] for column in columns if row[column])

        return [
            (
                joined(row, ",", "page", "line", "position"),
                joined(row, " ", "sign", "number", "unit", "qualifier"),
                joined(row, " ", "disposition", "entry"),
            )
            for row in self.rows()
        ]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Before the first derivation: the ledger has one reason, recorded by hand."""
    for name, content in [
        ("tiny.txt", TEXT),
        ("pages.csv", PAGES),
        ("tiny.csv", FIGURES),
        ("deals.csv", DEALS),
        ("tiny_ledger.csv", KNOWN),
    ]:
        (tmp_path / name).write_text(content, encoding="utf-8")
    return Files(tmp_path)


@pytest.fixture
def derived(files: Files) -> Files:
    done = files.run("derive", "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    return files


def test_every_number_has_its_row(derived: Files) -> None:
    assert derived.told() == [
        ("1,1,3", "1", "section_number"),
        ("1,2,0", "3", "period_label"),
        ("1,2,2", "30", "period_label"),
        ("1,2,7", "12.5 億円", "figure 1001"),
        ("1,2,15", "△ 3.0 %", "figure 1002"),
        ("1,2,24", "40 名 約", "figure 1003"),
        ("1,3,1", "+ 7.5", "figure 1004"),
        ("1,3,4", "1", "period_label"),
        ("1,3,6", "30", "period_label"),
        ("1,3,9", "3", "period_label"),
        ("1,3,11", "30", "period_label"),
        ("1,4,0", "1,204", "figure 1005"),
        ("1,4,5", "987", "figure 1006"),
        ("1,5,0", "203", "figure 1007"),
        ("1,5,3", "201 名", "figure 1008"),
        ("1,7,3", "12 件", "figure 1009"),
        ("1,7,7", "2", "wording"),
        ("1,7,13", "30", "date"),
        ("1,7,16", "4", "date"),
        ("1,8,15", "1", "page_number"),
        ("2,10,0", "15 億円", "large_deal east_water"),
        ("2,10,5", "3 年", "large_deal east_water"),
        ("2,11,0", "4", "large_deal east_water"),
        ("2,11,2", "30", "large_deal east_water"),
        ("2,13,0", "15 億円", "large_deal west_water"),
        ("2,13,5", "3 年", "large_deal west_water"),
        ("2,14,5", "+ 2 億円 約弱", "figure 2001 2002"),
    ]
    content = derived.ledger.read_bytes()
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\n")


def test_check_passes_on_an_unchanged_text(derived: Files) -> None:
    done = derived.run("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "27 numbers, each accounted for" in done.stdout


def test_deriving_again_changes_nothing(derived: Files) -> None:
    before = derived.ledger.read_bytes()
    assert derived.run("derive", "--write").returncode == 0
    assert derived.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "what", "told"),
    [
        ("注記", "注記9", "new", "nothing explains 9"),
        ("3Q30売上", "売上", "gone", "period_label"),
        ("12.5億円", "12.6億円", "changed", "figure 1001 (12.5) is not in the text"),
        ("12.5億円", "12.55億円", "changed", "nothing explains 12.55"),
        (
            "12.5億円",
            "12.5百万円",
            "changed",
            "page 1, seq 1001, line 2, position 7: the text prints 百万円 after 12.5, the landed row has 億円",
        ),
        ("△3.0%", "+3.0%", "changed", "the text prints + before 3.0, the landed row has a minus sign"),
        ("△3.0%", "3.0%", "new", "the text prints no sign before 3.0, the landed row has a minus sign"),
        ("△3.0%", "△3.0", "changed", "the text prints no % after 3.0, the landed print has one"),
        ("約40名", "計40名", "changed", "the text prints no such hedge beside 40, the landed row has 約"),
        ("約40名", "約40名超", "changed", "the text prints 約超 with 40, the landed row has 約"),
        ("203201", "203202", "changed", "figure 1008 (201) is not in the text"),
        ("4Q30より", "3Q30より", "changed", "4 of deal east_water is not in the text"),
        ("西都市", "南都市", "changed", "the title of deal west_water is not in the text"),
    ],
)
def test_check_tells_what_changed(derived: Files, old: str, new: str, what: str, told: str) -> None:
    derived.replace("tiny.txt", old, new)
    shown = derived.refused("check")
    assert f" {what} " in shown
    assert told in shown


@pytest.mark.parametrize(
    ("text", "landed", "told"),
    [
        ("（９）億円", "9", True),
        ("(9)億円", "9", True),
        ("－7億円", "7", True),
        ("‐7億円", "7", True),
        ("–7億円", "7", True),
        ("⊿7億円", "7", True),
        ("¥△7億円", "7", True),
        ("7億円", "△7", True),
        ("+7億円", "△7", True),
        ("＋7億円", "7", True),
        ("（９）億円", "(9)", False),
        ("（９）億円", "△9", False),
        ("⊿7億円", "⊿7", False),
        ("▲7億円", "－7", False),
        ("＋7億円", "+7", False),
        ("¥△7億円", "¥△7", False),
        ("1,000～1,100億円", "1,000～1,100", False),
        ("1,000～1,100億円", "1,000～1,200", True),
        ("45兆953億円", "45兆953億円", False),
        ("45兆953億円", "45兆954億円", True),
    ],
)
def test_a_sign_counts_however_it_is_printed(files: Files, text: str, landed: str, told: bool) -> None:
    """The ledger reads signs and widths by the list that staging reads by: a lost minus is told, another minus sign is none."""
    files.replace("tiny.txt", "12.5億円", text)
    files.replace("tiny.csv", "12.5,億円", f'"{landed}",億円')
    shown = files.run("derive")
    assert (shown.returncode == 1) is told, shown.stdout + shown.stderr
    assert ("seq 1001" in shown.stderr or f"figure 1001 ({landed}) is not in the text" in shown.stderr) is told


@pytest.mark.parametrize(
    ("text", "landed", "told"),
    [
        ("＋6.7％", "＋6.7％", False),
        ("＋6.7％", "+6.7%", False),
        ("＋6.7％", "6.7%", True),
        ("△6.7％", "6.7%", True),
        ("(6.7)％", "6.7%", True),
        ("(6.7)％", "(6.7)%", False),
        ("6.7％減", "6.7%", True),
        ("6.7％減", "6.7%減", False),
        ("Net sales down 6.7%", "6.7%", True),
        ("Net sales down 6.7%", "down 6.7%", False),
        ("a decrease of 6.7%", "-6.7%", False),
        ("the countdown 6.7%", "6.7%", False),
        # a per cent in brackets may be a remark in brackets
        ("（6.7％）", "6.7%", False),
        ("（6.7％）", "(6.7%)", False),
        ("（+6.7％）", "△6.7%", True),
    ],
)
def test_the_sign_of_a_per_cent_counts(files: Files, text: str, landed: str, told: bool) -> None:
    files.replace("tiny.txt", "△3.0%", text)
    files.replace("tiny.csv", "△3.0%", landed)
    shown = files.run("derive")
    assert (shown.returncode == 1) is told, shown.stdout + shown.stderr
    assert ("seq 1002" in shown.stderr) is told


def test_python_reads_the_prints_that_the_warehouse_reads() -> None:
    """Both take the patterns of macros/print_forms.sql; here the prints of the warehouse's own test are read in Python."""
    test = (ROOT / "tests/macros/assert_printed_numbers_are_read.sql").read_text(encoding="utf-8")
    cases = Environment().from_string(test.split("with cases")[0]).module.rows
    assert len(cases) > 100
    for text, expected in cases:
        is_number = printed.NUMBER.search(printed.read(text)) is not None
        # 45兆953 has the form of a number, and needs a unit that says what 953 counts
        assert is_number is (expected is not None) or text == "45兆953", text
        if expected is not None:
            assert (printed.sign(text) == "-") is expected.startswith("-"), text


def test_python_sorts_the_pages_that_the_warehouse_sorts() -> None:
    """By the cases of the warehouse's own test."""
    test = (ROOT / "tests/macros/assert_pages_sort.sql").read_text(encoding="utf-8")
    cases = Environment().from_string(test.split("with cases")[0]).module.rows
    assert len(cases) > 15
    assert [text for text, place in cases if place is None] == [text for text, _ in cases if read_page(text) is None]
    pages = [page for text, _ in cases if (page := read_page(text))]
    places = {text: int(place) for text, place in cases if place is not None}
    assert [places[str(page)] for page in sorted(pages)] == sorted(places.values())


def test_pages_are_numbered_as_decks_number_them(files: Files) -> None:
    """A slide 12-2, and an appendix A-1 after it; the ledger keeps their numbers and is in the order of the deck."""
    for name in ("tiny.csv", "deals.csv"):
        rows = (files.root / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (files.root / name).write_text("".join(re.sub(r"(_water|^\d+),2,", r"\1,A-1,", row) for row in rows), encoding="utf-8")
    files.replace("pages.csv", "1,8,1\n9,14,2\n", "1,2,12\n3,8,12-2\n9,14,A-1\n")
    for number in ("1004", "1005", "1006", "1007", "1008", "1009"):
        files.replace("tiny.csv", f"{number},1,", f"{number},12-2,")
    for number in ("1001", "1002", "1003"):
        files.replace("tiny.csv", f"{number},1,", f"{number},12,")
    files.replace("tiny_ledger.csv", "1,7,7,2", "12-2,7,7,2")
    done = files.run("derive", "--write")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [row["page"] for row in files.rows()]
    assert list(dict.fromkeys(pages)) == ["12", "12-2", "A-1"]
    assert len(pages) == 27
    assert files.run("check").returncode == 0


# another deck: a half year, numbers, units and hedges broken over a line, a range, brackets, glued numbers, what was explained
NEXT_TEXT = """\
Ⅰ- 1. 概要
1H30売上：1,
204億円、２Ｑ３０ 費用約△6億円
強/Q、引当金 10
億円強、成長率3.5～4.0%程度
74.8万・+6.1万YoY、+5.3人件費増 13.0
12.5%減、(8.2%)、¥19.50、2社のため
1H253Q24 15.116.2
"""
NEXT_FIGURES = """\
seq,page,line_item,measure,printed,unit,qualifier,remark
1001,1,revenue,level,"1,204",億円,,
1002,1,cost,level,△6,億円,約強,
1003,1,provision,level,10,億円,強,
1004,1,growth,level,3.5,%,程度,
1005,1,growth,level,4.0%,%,程度,
1006,1,lines,level,74.8,万回線,,
1007,1,lines,yoy_change,+6.1,万回線,,
1008,1,personnel,yoy_change,+5.3,億円,,
1009,1,score,level,13.0,点,,
1010,1,orders,yoy_pct,12.5%減,%,,
1011,1,margin,level,8.2%,%,,
1012,1,dividend,level,¥19.50,円,,
1013,1,revenue,level,15.1,億円,,
1014,1,revenue,level,16.2,億円,,
"""


@pytest.fixture
def following(derived: Files) -> Files:
    """The next deck of the same company, with no ledger of its own yet."""
    (derived.root / "tiny_ledger.csv").rename(derived.root / "before_ledger.csv")
    # what the deck before explained by hand: a count that no rule knows
    derived.replace("before_ledger.csv", "1,7,7,,2,,,,wording,", "1,7,7,,2,,社,,wording,")
    (derived.root / "tiny.txt").write_text(NEXT_TEXT, encoding="utf-8")
    (derived.root / "pages.csv").write_text("first_line,last_line,page\n1,8,1\n", encoding="utf-8")
    (derived.root / "tiny.csv").write_text(NEXT_FIGURES, encoding="utf-8")
    (derived.root / "deals.csv").write_text(DEALS.splitlines()[0] + "\n", encoding="utf-8")
    return derived


def test_the_next_deck_is_accounted_for(following: Files) -> None:
    done = following.run("derive", "--write", "--after", "before")
    assert done.returncode == 0, done.stdout + done.stderr
    told = [(number, became) for _, number, became in following.told()]
    assert [number for number, became in told if became == "period_label"] == ["1", "30", "２", "３０", "1", "25", "3", "24"]
    assert [number for number, became in told if became.startswith("figure")] == [
        "1,204 億円",
        "△ 6 億円 約強",
        "10 億円 強",
        "3.5 程度",
        "4.0 % 程度",
        "74.8 万",
        "+ 6.1 万",
        "+ 5.3",
        "13.0",
        "減 12.5 %",
        "(%) 8.2 %",
        "19.50 ¥",
        "15.1",
        "16.2",
    ]
    assert ("2 社", "wording") in told
    assert following.run("check").returncode == 0


def test_without_the_deck_before_a_reason_is_asked_for(following: Files) -> None:
    assert "nothing explains 2" in following.refused("derive", "--write")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1002,1,cost,level,△6", "1002,1,cost,level,6", "the text prints △ before 6, the landed row has no minus sign"),
        ("△6,億円,約強", "△6,億円,約", "the text prints 約強 with 6, the landed row has 約"),
        ("△6,億円,約強", "△6,百万円,約強", "the text prints 億円 after 6, the landed row has 百万円"),
        ("10,億円,強", "10,億円,", "the text prints 強 with 10, the landed row has no qualifier"),
        ("3.5,%,程度", "3.5,%,", "the text prints 程度 with 3.5, the landed row has no qualifier"),
        ("74.8,万回線", "74.8,回線", "the text prints 万 after 74.8, the landed row has 回線"),
        ("12.5%減", "12.5%", "the text prints 減 after 12.5, the landed row has no minus sign"),
        ("¥19.50,円", "¥19.50,ドル", "the text prints ¥ before 19.50, the landed row has ドル"),
    ],
)
def test_each_mark_of_the_next_deck_counts(following: Files, old: str, new: str, told: str) -> None:
    assert following.run("derive", "--write", "--after", "before").returncode == 0
    following.replace("tiny.csv", old, new)
    shown = following.refused("check")
    assert told in shown


def test_what_the_text_does_not_mean_can_be_left_open(derived: Files) -> None:
    """12 pieces, which the text has before a word that is a unit."""
    derived.replace("tiny.txt", "12件、", "12人、")
    assert "the text prints 人 after 12, the landed row has 件" in derived.refused("derive", "--write")
    derived.replace("tiny_ledger.csv", "1,7,3,,12,,件,", "1,7,3,,12,,?,")
    assert derived.run("derive", "--write").returncode == 0
    assert ("1,7,3", "12 ?", "figure 1009") in derived.told()
    assert derived.run("check").returncode == 0


def test_a_ledger_without_marks_is_derived_anew(derived: Files) -> None:
    """As it was before the ledger held what stands around a number."""
    was = derived.rows()
    with derived.ledger.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, KNOWN.split("\n")[0].split(","), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(was)
    assert " changed " in derived.refused("check")
    assert derived.run("derive", "--write").returncode == 0
    assert derived.rows() == was


def test_a_figure_that_moved_is_new_at_one_place_and_gone_at_the_other(derived: Files) -> None:
    derived.replace("tiny.txt", "名\n\n注記", "名\n注記\n")
    shown = derived.refused("check")
    assert " new " in shown and " gone " in shown


def test_a_wrong_row_of_the_ledger_is_told(derived: Files) -> None:
    derived.replace("tiny_ledger.csv", "1,2,7,,12.5,,億円,,figure,1001", "1,2,7,,12.5,,億円,,figure,1002")
    assert " changed " in derived.refused("check")


def test_rows_in_another_order_are_told(derived: Files) -> None:
    lines = derived.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    derived.ledger.write_text("".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert "order" in derived.refused("check")


def test_the_place_of_a_figure_stays_and_can_be_decided_by_hand(derived: Files) -> None:
    """Of two equal numbers, the ledger decides which is which; without it, reading order."""

    def entries() -> list[str]:
        assert derived.run("derive", "--write").returncode == 0
        assert derived.run("check").returncode == 0
        return [row["entry"] for row in derived.rows() if row["number"] == "12"]

    derived.replace("tiny.txt", "注記 12件", "12件12件")
    derived.replace("tiny.csv", "1009,1,orders,level,12,件,,\n", "1009,1,orders,level,12,件,,\n1010,1,claims,level,12,件,,\n")
    assert entries() == ["1010", "1009"], "1009 left its recorded place"
    derived.replace("tiny_ledger.csv", "figure,1009", "figure,?")
    derived.replace("tiny_ledger.csv", "figure,1010", "figure,1009")
    derived.replace("tiny_ledger.csv", "figure,?", "figure,1010")
    assert entries() == ["1009", "1010"]
    derived.ledger.write_text(KNOWN, encoding="utf-8")
    assert entries() == ["1009", "1010"]


def test_an_unexplained_number_refuses_the_ledger(files: Files) -> None:
    files.ledger.unlink()
    shown = files.refused("derive", "--write")
    assert "page 1, line 7, position 7: nothing explains 2" in shown


def test_a_figure_that_is_not_in_the_text_refuses_the_ledger(derived: Files) -> None:
    derived.replace("tiny.csv", "987", "988")
    shown = derived.refused("derive", "--write")
    assert "page 1: figure 1006 (988) is not in the text" in shown
    assert "nothing explains 1,204987" in shown or "nothing explains 987" in shown


def test_a_figure_on_a_page_without_lines_refuses_the_ledger(derived: Files) -> None:
    derived.replace("tiny.csv", "1009,1,", "1009,7,")
    assert "page 7 is not in the page map; figure or deal 1009 is landed on it" in derived.refused("derive", "--write")


def test_without_write_nothing_is_written(files: Files) -> None:
    before = files.ledger.read_bytes()
    assert files.run("derive").returncode == 0
    assert files.ledger.read_bytes() == before


@pytest.mark.parametrize("name", ["tiny.txt", "pages.csv", "tiny.csv", "deals.csv", "tiny_ledger.csv"])
def test_a_missing_file_is_named(derived: Files, name: str) -> None:
    (derived.root / name).unlink()
    assert f"{derived.root / name} does not exist" in derived.refused("check")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pages.csv", "first_line", "from", "pages.csv, row 1: no column first_line"),
        ("pages.csv", "9,14,2", "9,last,2", "pages.csv, row 3, column last_line: 'last' is not a whole number"),
        ("pages.csv", "9,14,2", "9,14,two", "pages.csv, row 3, column page: 'two' is not the printed number of a page"),
        ("tiny.csv", "1009,1,", "1009,1.5,", "tiny.csv, row 10, column page: '1.5' is not the printed number of a page"),
        ("pages.csv", "9,14,2", "8,14,2", "pages.csv, row 3: page 2, lines 8 to 14"),
        ("pages.csv", "9,14,2", "11,14,2", "line 10 of the text has numbers and is on no page"),
        ("tiny.csv", "1002,1", "1001,1", "tiny.csv, row 3, column seq: 1001 is there twice"),
        ("tiny.csv", "unit,qualifier", "unit,words", "tiny.csv, row 1: no column qualifier"),
        ("tiny_ledger.csv", "wording", "because", "tiny_ledger.csv, row 18, column disposition: 'because'"),
        ("tiny_ledger.csv", "1,7,7,", "1,7,3,", "page 1, line 7, position 3 is there twice"),
    ],
)
def test_a_spoiled_file_is_told_with_its_row(derived: Files, name: str, old: str, new: str, told: str) -> None:
    derived.replace(name, old, new)
    assert told in derived.refused("check")


def test_a_text_in_another_encoding_is_told(derived: Files) -> None:
    (derived.root / "tiny.txt").write_bytes(TEXT.replace("©", "").encode("cp932"))
    assert "tiny.txt: byte 0 is not UTF-8" in derived.refused("check")
