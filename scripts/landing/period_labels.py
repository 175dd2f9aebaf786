"""What decks print for periods."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)
}
# quarters, as the words of a release count them
WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "three": 1, "six": 2, "nine": 3, "twelve": 4}
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
YEAR = r"(?:20[0-9]{2}|['’]?[0-9]{2})"
# what of a year that is named by the month in which it ends: 2026年2月期 第1四半期, 26/2期 2Q
PART = (
    r"(?:\s?(?:第(?P<n>[1-4])四半期|(?P<n2>[1-4])Q|(?P<h>中間期?|上半?期)|(?P<k>下半?期)|通期))?"
    r"(?:(?P<e>末)|(?P<c>\s?累計|\s?YTD))?"
)
# What decks print for periods, in the order in which they are tried; a place that one has read is not read again.
LABELS = [
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        (
            "span",
            rf"(?:自\s*)?(?P<y>{YEAR})年\s?(?P<m>[0-9]{{1,2}})月(?:\s?[0-9]{{1,2}}日)?\s?(?:[~\-—]|至)\s*"
            rf"(?:(?P<y2>{YEAR})年\s?)?(?P<m2>[0-9]{{1,2}})月(?:\s?[0-9]{{1,2}}日)?",
        ),
        ("ended", rf"(?P<w>three|six|nine|twelve) months ended (?P<mon>{MONTH})\s?[0-9]{{1,2}},?\s?(?P<y>20[0-9]{{2}})"),
        ("quarter", r"(?P<w>first|second|third|fourth)[\s\-]quarter(?: of)?(?: fiscal)?(?: year)?,?\s(?P<y>20[0-9]{2})"),
        ("title", rf"(?P<y>{YEAR})年(?P<m>[0-9]{{1,2}})月期{PART}"),
        ("title", rf"(?<![0-9/.])(?:FY\s?)?(?P<y>{YEAR})[/.](?P<m>1?[0-9])期{PART}"),
        ("title", rf"FY\s?(?P<y>{YEAR})[/.](?P<m>1?[0-9])(?![0-9]){PART}"),
        ("quarters", rf"(?<![0-9])(?P<n>[1-3])Q\s?[~\-—]\s?(?P<n2>[2-4])Q\s?(?:FY\s?)?(?P<y>{YEAR})(?![0-9](?![QH]))"),
        (
            "quarter",
            rf"(?:(?<![0-9])|(?<=[QH][0-9]{{2}})|(?<=[.][0-9]))(?P<n>[1-4])Q\s?(?:FY\s?)?(?P<y>{YEAR})(?![0-9](?![QH]))(?P<e>末)?(?P<c>\s?累計|\s?YTD)?",
        ),
        ("quarter", rf"(?<![0-9])Q(?P<n>[1-4])\s?(?:FY\s?)?(?P<y>{YEAR})(?![0-9](?![QH]))(?P<e>末)?(?P<c>\s?YTD)?"),
        ("quarter", rf"FY\s?(?P<y>{YEAR})[\s/\-]*(?:Q(?P<n>[1-4])|(?P<n2>[1-4])Q)(?P<e>末)?(?P<c>\s?累計|\s?YTD)?"),
        (
            "half",
            rf"(?:(?<![0-9])|(?<=[QH][0-9]{{2}})|(?<=[.][0-9]))(?P<n>[12])H\s?(?:FY\s?)?(?P<y>{YEAR})(?![0-9](?![QH]))(?P<e>末)?",
        ),
        ("quarter", rf"(?<![0-9])(?P<y>{YEAR})年度\s?(?:第(?P<n>[1-4])四半期|(?P<n2>[1-4])Q)(?P<e>末)?(?P<c>\s?累計)?"),
        ("half", rf"(?<![0-9])(?P<y>{YEAR})年度\s?(?P<k>上期|上半期|下期|下半期|中間期)"),
        ("half", rf"FY\s?(?P<y>{YEAR})[\s/\-]*(?:H(?P<n>[12])|(?P<n2>[12])H|(?P<k>上期|上半期|下期|下半期|中間期))"),
        ("nine", rf"(?<![0-9])(?:9M|3Q累計)\s?(?:FY\s?)?(?P<y>{YEAR})(?![0-9])"),
        ("years", rf"FY\s?(?P<y>{YEAR})\s?[~\-—]\s?(?:FY\s?)?(?P<y2>{YEAR})"),
        ("year", r"(?:full|fiscal|calendar)[\s\-](?:year[\s\-])?(?P<y>20[0-9]{2})(?P<e>(?!))?"),
        ("year", r"(?<![0-9])(?P<y>20[0-9]{2})\s(?=(?:actual|target|outlook|forecast|guidance|plan|budget)s?\b)(?P<e>(?!))?"),
        ("year", rf"FY\s?(?P<y>{YEAR})(?![0-9](?![QH]))(?P<e>末)?"),
        ("year", rf"(?<![0-9])(?P<y>{YEAR})年度(?P<e>末)?"),
        ("day", rf"(?P<y>{YEAR})年\s?(?P<m>[0-9]{{1,2}})月(?:\s?(?P<d>[0-9]{{1,2}})日|(?P<e>末))"),
        ("day", rf"(?P<mon>{MONTH})\s?(?P<d>[0-9]{{1,2}}),?\s?(?P<y>20[0-9]{{2}})"),
        ("month", rf"(?<![0-9])(?P<y>{YEAR})年\s?(?P<m>[0-9]{{1,2}})月(?P<a>発表|公表|時点)?"),
        ("month", rf"(?P<mon>{MONTH})\s?'?(?P<y>20[0-9]{{2}})"),
        ("month", r"(?<![0-9])(?P<y>20[0-9]{2})/(?P<m>[0-9]{1,2})(?![0-9])"),
    ]
]

# What decks print for periods that their own period tells: 前年同期 in a deck of a first quarter is the one a year before.
# 当期 in 当期純利益 and 前期 in 前期比 are none.
EXPECTATION = r"予想|予測|計画|見通し|見込"
AHEAD = rf"(?P<f>\s?[(（]?(?:{EXPECTATION}|ガイダンス))"
EXPECTED = rf"(?:発表|公表|修正|業績)*(?:{EXPECTATION})(?:値)?"
TAIL = r"(?:実績|累計)?(?P<e>末)?(?![末比差]|対比|増減|並み|から|に比|純|利|損|包括|首|中の)"
NTH = r"第[1-4一二三四]四半期(?:連結)?(?:累計期間|会計期間|累計|期間)?"
RELATIVE = [
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        ("year_ago", rf"(?:[前昨]年同(?:四半)?期間?|前同期|前(?:{NTH}|中間期間?)){TAIL}"),
        ("year_ago", r"(?P<e>(?!))?(?:prior[- ]year|year[- ]ago) (?:quarter|period)"),
        ("year_before", rf"(?:前(?:連結会計)?年度|前期){TAIL}"),
        ("quarter_before", rf"直?前四半期{TAIL}"),
        ("year_after", rf"(?:来|次|翌)(?:期|年度){TAIL}"),
        ("current", rf"(?:当(?:{NTH}|中間期間?|四半期|連結会計年度|年度|期)|今期){TAIL}{AHEAD}?"),
        ("current", rf"通期(?P<e>(?!))?{AHEAD}"),
        ("current", rf"(?:前回|今回|修正[前後]?|期初|当初|従来)(?P<e>(?!))?(?P<f>の?{EXPECTED})"),
        (
            "current",
            r"(?P<e>(?!))?(?P<f>(?:previous|prior|revised|initial|original) (?:full[- ]year )?(?:forecast|outlook|guidance))",
        ),
        ("current", r"(?P<e>(?!))?(?P<f>(?!))?current (?:quarter|period)"),
    ]
]
