"""What checks compare, in words: relations of line items come from the marts, those of periods and measures are these."""

from __future__ import annotations

import re

from reporting.text import Text

# what checks compare that is no sum of line items
COMPARED = {
    "yoy_pct": Text("前年同期比 ＝ 当期 ÷ 前年同期 － 1", "growth = this period / a year before − 1"),
    "yoy_change": Text("前年同期比増減 ＝ 当期 － 前年同期", "change = this period − a year before"),
    "qoq_pct": Text("前四半期比 ＝ 当期 ÷ 前四半期 － 1", "growth = this quarter / the one before − 1"),
    "qoq_change": Text("前四半期比増減 ＝ 当期 － 前四半期", "change = this quarter − the one before"),
    "change": Text("増減 ＝ 当期末 － 前期末", "change = this date − the last fiscal year end"),
    "quotient": Text("比率 ＝ 分子 ÷ 分母", "ratio = numerator / denominator"),
    "multiple": Text("倍率 ＝ 最終年度 ÷ 基準年度", "multiple = last year / base year"),
    "cagr": Text("年平均成長率", "compound annual growth"),
    "prints": Text("同じ数値の印字", "prints of one number"),
    "as_printed": Text("印字の誤り", "as printed"),
    "over_quarter": Text("四半期の残高の繰越", "balance carried over the quarter"),
    "over_half": Text("半期の残高の繰越", "balance carried over the half"),
    "over_nine_months": Text("9か月の残高の繰越", "balance carried over nine months"),
    "over_year": Text("年度の残高の繰越", "balance carried over the year"),
}
# the words of ids such as year_less_nine_months, the longer first
SPANS = (
    ("_less_", " － "),
    ("_and_", " ＋ "),
    (r"_(?:to|are|is)_", " ＝ "),
    ("second_half", "下期"),
    ("nine_months", "9か月累計"),
    ("twelve_months", "12か月累計"),
    ("halves", "上期・下期"),
    ("half", "上期"),
    ("months", "各月"),
    ("long_year", "変則決算の通期"),
    ("year", "通期"),
    (r"_?quarters?", "四半期"),
    ("first", "第1"),
    ("second", "第2"),
    ("third", "第3"),
    ("fourth", "第4"),
    ("fifth", "第5"),
    ("sixth", "第6"),
    ("_", "・"),
)


def span(relation: str) -> Text | None:
    """How periods make up another one, from the words of the id; nothing where it has other words."""
    # all that follows what is subtracted from is subtracted
    first, less, rest = relation.partition("_less_")
    words = first + less + rest.replace("_and_", "_less_")
    for pattern, word in SPANS:
        words = re.sub(pattern, word, words)
    return None if re.search("[a-z_]", words) else Text(words, relation.replace("_", " "))


def worded(relation: str, of_items: dict[str, Text]) -> Text | None:
    """A relation in words, where it has any."""
    return of_items.get(relation) or COMPARED.get(relation) or span(relation)
