"""What a reader sees of names, numbers and periods, in Japanese and in English."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")
NULL = "–"
MINUS = {"ja": "△", "en": "−"}
DECIMALS = {
    "jpy_mn": 0,
    "jpy": 0,
    "jpy_2": 2,
    "pct": 1,
    "pt": 1,
    "times": 2,
    "months": 1,
    "count": 0,
    "year": 0,
}
UNITS: dict[str, tuple[str, str]] = {
    "jpy_mn": ("百万円", "¥m"),
    "jpy": ("円", "¥"),
    "jpy_2": ("円", "¥"),
    "pct": ("%", "%"),
    "pt": ("ポイント", "points"),
    "times": ("倍", "times"),
    "months": ("か月", "months"),
    "count": ("", ""),
    "lines": ("回線", "lines"),
    "people": ("人", "people"),
    "companies": ("社", "companies"),
    "years": ("年", "years"),
    "racks": ("ラック", "racks"),
    "sites": ("か所", "sites"),
    "gbps": ("Gbps", "Gbps"),
    "m2": ("㎡", "m²"),
    "responses": ("件", "answers"),
    "score": ("点", "/5"),
}


class Text(NamedTuple):
    """The same words in both languages."""

    ja: str
    en: str

    def pick(self, lang: Lang) -> str:
        return self.ja if lang == "ja" else self.en

    def __html__(self) -> Markup:
        if self.ja == self.en:
            return escape(self.ja)
        return Markup('<span lang="ja">{}</span><span lang="en">{}</span>').format(self.ja, self.en)


def without_common(names: list[Text]) -> list[Text]:
    """Names without what all of them begin with, for a chart whose title says it."""
    if len(names) < 2:
        return names
    parts = []
    for lang in LANGS:
        own = [name.pick(lang) for name in names]
        shared = "".join(letters[0] for letters in takewhile(lambda letters: len(set(letters)) == 1, zip(*own, strict=False)))
        common = re.match(r"(.*[ 　（：])?", shared, re.DOTALL)
        cut = len(common[0]) if common else 0
        short = [text[cut:] for text in own]
        if cut and own[0][cut - 1] == "（":
            short = [text.removesuffix("）") for text in short]
        parts.append([text[:1].upper() + text[1:] for text in short])
    return [Text(*pair) for pair in zip(*parts, strict=True)]


def same(text: str) -> Text:
    """A text that both languages write alike."""
    return Text(text, text)


def unit(kind: str) -> Text:
    """The unit that numbers of a kind are in."""
    return Text(*UNITS.get(kind, ("", "")))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def digits(value: Decimal | int, kind: str) -> tuple[str, bool]:
    """The rounded number without its sign, and whether it is negative."""
    rounded = round_half_up(Decimal(value), DECIMALS.get(kind, 0))
    return f"{abs(rounded):,}", rounded < 0


def exact(value: Decimal) -> str:
    """Every digit that the number has, with thousands separators."""
    return f"{value.normalize():,f}"


def number(value: Decimal | int | None, kind: str, lang: Lang, *, signed: bool = False) -> str:
    """A number as finance people write it: thousands separators, △ before negatives in Japanese, an en dash for null."""
    if value is None:
        return NULL
    text, is_negative = digits(value, kind)
    if is_negative:
        return MINUS[lang] + text
    return f"+{text}" if signed and any(digit in "123456789" for digit in text) else text


def united(text: str, kind: str, lang: Lang) -> str:
    """A number with its unit; the yen sign goes before it in English."""
    name = unit(kind).pick(lang)
    if lang == "en" and name.startswith("¥"):
        sign = text[0] if text[0] in "+−" else ""
        return f"{sign}¥{text[len(sign) :]}{name[1:]}"
    return f"{text} {name}" if lang == "en" and name.isalnum() else text + name


def number_text(value: Decimal | int | None, kind: str, *, signed: bool = False, with_unit: bool = False) -> Text:
    """A number in both languages; with its unit the yen sign goes before it in English."""
    texts = []
    for lang in LANGS:
        text = number(value, kind, lang, signed=signed)
        if with_unit and value is not None:
            text = united(text, kind, lang)
        texts.append(text)
    return Text(*texts)


def period_name(period: str, basis: str = "actual") -> Text:
    """A period as people say it: 1Q25, FY25 forecast, 25年6月末 or Jun 2025."""
    name = same(period)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", period):
        day = date.fromisoformat(period)
        name = Text(f"{day:%y}年{day.month}月末", f"{day:%b} {day.year}")
    elif re.fullmatch(r"\d{4}-\d{2}", period):
        day = date.fromisoformat(f"{period}-01")
        name = Text(f"{day:%y}年{day.month}月", f"{day:%b} {day.year}")
    elif period.endswith("-"):
        name = Text(f"{period[:-1]}以降", f"from {period[:-1]}")
    return Text(name.ja + BASIS_SUFFIX[basis].ja, name.en + BASIS_SUFFIX[basis].en)


BASIS_SUFFIX = {"actual": same(""), "forecast": Text(" 予想", " forecast"), "plan": Text(" 計画", " plan")}
MEASURES = {
    "level": same(""),
    "yoy_pct": Text("前年同期比", "year on year"),
    "yoy_change": Text("前年同期比 増減", "change on the year"),
    "qoq_pct": Text("前四半期比", "quarter on quarter"),
    "qoq_change": Text("前四半期比 増減", "change on the quarter"),
    "change": Text("増減", "change"),
    "share_pct": Text("構成比", "share"),
}
KINDS = {
    "footing": Text("合計", "Footing"),
    "period_footing": Text("期間合計", "Period footing"),
    "cross_print": Text("印字間の一致", "Cross-print"),
    "recalculation": Text("再計算", "Recalculation"),
    "bridge": Text("増減の合計", "Bridge"),
    "share_footing": Text("構成比の合計", "Share footing"),
    "sub_items": Text("内訳", "Sub-items"),
    "roll_forward": Text("残高の繰越", "Roll-forward"),
    "misprint": Text("誤植", "Misprint"),
}
KIND_MEANINGS = {
    "footing": Text("内訳の和が合計に等しい", "components sum to their total"),
    "period_footing": Text("四半期の和が半期・通期に等しい", "quarters sum to the half and the year"),
    "cross_print": Text("同じ数値の複数の印字が一致する", "several prints of one number agree"),
    "recalculation": Text("比率・増減率を再計算すると印字に一致する", "a printed ratio or growth rate follows from its amounts"),
    "bridge": Text("内訳の増減の和が合計の増減に等しい", "changes of components sum to the change of the total"),
    "share_footing": Text("構成比の和が100%に等しい", "shares sum to 100 %"),
    "sub_items": Text("内訳が全体を超えない", "parts do not exceed their whole"),
    "roll_forward": Text("期首残高と増減から期末残高が得られる", "a balance follows from the one before it and the flows"),
    "misprint": Text("算術により単位・表題・日付の誤りが示される", "arithmetic proves a unit, label or date wrong"),
}
STATUSES = {
    "consistent": Text("一致", "ties"),
    "inconsistent": Text("不一致", "does not tie"),
    "incomplete": Text("資料不足", "incomplete"),
    "unbound": Text("対象なし", "unbound"),
}
REASONS = {
    "deck_error": Text("資料自体の誤り", "The deck's own errors"),
    "base_not_printed": Text("比較の基準が印字されていない", "The base of a comparison is not printed"),
    "part_not_printed": Text("内訳の一部が印字されていない", "A part of a relation is not printed"),
}
