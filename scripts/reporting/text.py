"""What a reader sees of names, numbers and periods, in Japanese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")
NULL = "–"
MINUS = {"ja": "△", "en": "−"}
DECIMALS = {"pct": 1, "pt": 1, "times": 2, "months": 1}
# ISO code in lower case, as units of facts begin with it: its word after a number in Japanese, its sign before one in English
CURRENCIES = {
    "jpy": ("円", "¥"),
    "usd": ("ドル", "$"),
    "eur": ("ユーロ", "€"),
    "gbp": ("ポンド", "£"),
    "krw": ("ウォン", "₩"),
    "cny": ("人民元", "CN¥"),
    "twd": ("台湾ドル", "NT$"),
    "hkd": ("香港ドル", "HK$"),
    "sgd": ("シンガポールドル", "S$"),
}
UNITS: dict[str, tuple[str, str]] = {
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
    "shares": ("株", "shares"),
} | {
    code + of: (scale + word, sign + short)
    for code, (word, sign) in CURRENCIES.items()
    for of, scale, short in (("", "", ""), ("_k", "千", " thousand"), ("_mn", "百万", "m"))
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


def named(ja: str | None, en: str | None) -> Text:
    """A name that the dictionary may have in one language alone."""
    return Text(ja or en or "", en or ja or "")


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


def lower_first(text: str) -> str:
    """For the middle of a sentence; an abbreviation stays as it is."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """As a line of its own begins."""
    return text[:1].upper() + text[1:]


def same(text: str) -> Text:
    """A text that both languages write alike."""
    return Text(text, text)


def unit(kind: str) -> Text:
    """The unit that numbers of a kind are in; digits at its end say how many decimals are shown."""
    kind = re.sub(r"_\d$", "", kind)
    code, _, scale = kind.partition("_")
    if kind not in UNITS and len(code) == 3 and scale in ("", "k", "mn"):
        # a currency without a name here goes by its code
        name, before, after = code.upper(), {"": "", "k": "千", "mn": "百万"}[scale], {"": "", "k": " thousand", "mn": " m"}[scale]
        return Text(before + name, name + after)
    return Text(*UNITS.get(kind, ("", "")))


def currency_sign(name: str) -> str:
    """The sign that a unit begins with, where it is money with a sign of its own."""
    return next((sign for _, sign in CURRENCIES.values() if name.startswith(sign)), "")


def decimals(kind: str) -> int:
    """How many decimals numbers of a kind are shown with."""
    return int(kind[-1]) if re.search(r"_\d$", kind) else DECIMALS.get(kind, 0)


def whole(kind: str, values: Iterable[Decimal | int]) -> str:
    """Per cents that were all printed without decimals are shown without: 30 %, not 30.0 %."""
    return "pct_0" if kind == "pct" and all(value == int(value) for value in values) else kind


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def digits(value: Decimal | int, kind: str) -> tuple[str, bool]:
    """The rounded number without its sign, and whether it is negative."""
    rounded = round_half_up(Decimal(value), decimals(kind))
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
    """A number with its unit; the sign of a currency goes before it in English."""
    name = unit(kind).pick(lang)
    if lang == "en" and (before := currency_sign(name)):
        sign = text[0] if text[0] in "+−" else ""
        return f"{sign}{before}{text[len(sign) :]}{name[len(before) :]}"
    return f"{text} {name}" if lang == "en" and name[:1].isalnum() else text + name


def number_text(value: Decimal | int | None, kind: str, *, signed: bool = False, with_unit: bool = False) -> Text:
    """A number in both languages; with its unit the sign of a currency goes before it in English."""
    texts = []
    for lang in LANGS:
        text = number(value, kind, lang, signed=signed)
        if with_unit and value is not None:
            text = united(text, kind, lang)
        texts.append(text)
    return Text(*texts)


# words that hedge a number: what stands before and after it in Japanese, and in English
HEDGES = {
    "ほぼ": ("ほぼ", "", "nearly ", ""),
    "以上": ("", "以上", "", " or more"),
    "以下": ("", "以下", "", " or less"),
    "前後": ("", "前後", "around ", ""),
    "台": ("", "台", "", " and more"),
    "弱": ("", "弱", "a little under ", ""),
    "強": ("", "強", "a little over ", ""),
    "未満": ("", "未満", "less than ", ""),
    "程度": ("", "程度", "about ", ""),
    "約": ("約", "", "about ", ""),
    "約弱": ("約", "弱", "a little under ", ""),
    "約強": ("約", "強", "a little over ", ""),
    "規模": ("", "規模", "about ", ""),
    "超": ("", "超", "over ", ""),
}


def hedged(text: Text, qualifier: str | None) -> Text:
    """A number with the word that hedges it, where each language has it."""
    if not qualifier:
        return text
    before, after, before_en, after_en = HEDGES.get(qualifier, ("", f" {qualifier}", "", f" {qualifier}"))
    return Text(before + text.ja + after, before_en + text.en + after_en)


def hedged_number(value: Decimal, kind: str, qualifier: str | None, *, signed: bool = False) -> Text:
    """A number with its unit and the word that hedges it."""
    return hedged(number_text(value, kind, signed=signed, with_unit=True), qualifier)


def united_exact(value: Decimal, kind: str) -> Text:
    """A figure in its own unit, with every digit that it has."""
    return Text(*(united((MINUS[lang] if value < 0 else "") + exact(abs(value)), kind, lang) for lang in LANGS))


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


def published_on(text: str) -> Text:
    """When a deck was published, as far as it is known: the day, or the month."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%b %Y}")
    if re.fullmatch(r"\d{4}-\d{2}", text):
        day = date.fromisoformat(f"{text}-01")
        return Text(f"{day.year}年{day.month}月", f"{day:%b %Y}")
    return same(text)


BASIS_SUFFIX = {"actual": same(""), "forecast": Text(" 予想", " forecast"), "plan": Text(" 計画", " plan")}
MEASURES = {
    "level": same(""),
    "yoy_pct": Text("前年同期比", "year on year"),
    "yoy_change": Text("前年同期比 増減", "change on the year"),
    "qoq_pct": Text("前四半期比", "quarter on quarter"),
    "qoq_change": Text("前四半期比 増減", "change on the quarter"),
    "change": Text("期末比 増減", "change since the fiscal year end"),
    "share_pct": Text("構成比", "share"),
}
STATUSES = {
    "consistent": Text("一致", "ties"),
    "inconsistent": Text("不一致", "does not tie"),
    "incomplete": Text("資料不足", "incomplete"),
    "uncheckable": Text("照合対象外", "uncheckable"),
    "unbound": Text("対象なし", "unbound"),
    "lost": Text("照合できなくなった", "lost"),
}
REASONS = {
    "deck_error": Text("資料自体の誤り", "The deck's own errors"),
    "not_printed": Text("照合に必要な数値が印字されていない", "What the check needs is not printed"),
}
# why a mart has no number, by what its column of source or turn says
NO_NUMBER = {
    "turned_to_profit": Text("黒字転換", "to profit"),
    "turned_to_loss": Text("赤字転換", "to loss"),
    "loss_widened": Text("損失拡大", "loss widened"),
    "loss_narrowed": Text("損失縮小", "loss narrowed"),
    "loss_unchanged": Text("損失横ばい", "loss unchanged"),
    "from_zero": same("n.m."),
    "too_coarse": Text("概数のみ", "too coarse"),
    "not_comparable": Text("比較不能", "not comparable"),
    "undecided": Text("未確定", "undecided"),
    "conflicting": Text("印字不一致", "prints differ"),
}
RESTATED = {
    "error_correction": Text("誤りの訂正", "Error corrected"),
    "correction": Text("訂正資料", "Corrected deck"),
    "reclassification": Text("組替え", "Reclassified"),
    "accounting_policy": Text("会計方針の変更", "Accounting policy changed"),
    "scope_of_consolidation": Text("連結範囲の変更", "Scope of consolidation changed"),
    "share_split": Text("株式分割", "Share split"),
}


UNCONFIRMED = Text("未確認", "Not confirmed")
# how a number is marked, and what the mark means
MARKS = {
    "restated": ("*", Text("後の資料で修正", "restated by a later deck")),
    "corrected": ("†", Text("訂正", "corrected")),
    "confirmed": ("✓", Text("提出書類で確認済み", "confirmed by a filing")),
}


def why_null(row: dict[str, Any], column: str) -> Text | None:
    """Why a row of a mart has no number in a column, where the mart says more than that none is stated."""
    stem = re.sub(r"(?:_change)?(?:_mn|_pct)?$", "", column)
    turn = row.get(f"{stem}_turn") if column.endswith("_pct") else None
    return NO_NUMBER.get(turn or row.get(f"{stem}_source") or "")
