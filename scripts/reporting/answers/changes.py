"""What is new since the deck before."""

from __future__ import annotations

from reporting.answers.base import Answer, Group, Told, listed
from reporting.marts import Marts, Row, distinct
from reporting.panels import name
from reporting.provenance import Provenance, Source
from reporting.text import RESTATED, UNCONFIRMED, Text, lower_first, named, number_text, period_name, same, united_exact

SHOWN = 6


def last_deck(marts: Marts) -> Row | None:
    """The deck before that of the report; what was filed is no deck that a reader compares with."""
    decks = [row for row in marts.rows("decks") if row["document"] != "filing" and row["deck_no"] < marts.deck["deck_no"]]
    corrected = {row["corrects"] for row in marts.rows("decks") if row["corrects"]}
    return max((row for row in decks if row["deck"] not in corrected), key=lambda row: row["deck_no"], default=None)


def changes(marts: Marts, provenance: Provenance) -> Answer | None:
    """Forecasts revised, figures restated or corrected, and line items that only one of the two decks has."""
    last = last_deck(marts)
    if not last:
        return None
    parts = [forecasts(marts, provenance), restated(marts, provenance), *items(marts, last)]
    found = [(said, group) for said, group in parts if said]
    title = named(last["title_ja"], last["title_en"])
    sentence = listed([said for said, _ in found]) if found else Text("変更なし", "no change")
    return Answer(
        Text("前回の資料から何が変わったか", "What changed since the last deck?"),
        Text(f"{title.ja}との比較: {sentence.ja}。", f"Against {title.en}: {sentence.en}."),
        "guidance" if marts.rows("forecast_revisions", deck=marts.deck["deck"]) else "other",
        [group for _, group in found if group and group.lines],
    )


MONEY = ("previous_amount_mn", "amount_mn", "change_mn")
PER_SHARE = ("previous_per_share", "per_share", "change_per_share")
Part = tuple[Text | None, Group | None]


def forecasts(marts: Marts, provenance: Provenance) -> Part:
    rows = marts.rows("forecast_revisions", deck=marts.deck["deck"])
    if not rows:
        if not marts.rows("guidance", deck=marts.deck["deck"], basis="forecast"):
            return None, None
        return Text("業績予想は据え置き", "forecasts unchanged"), None
    lines = []
    for row in sorted(rows, key=lambda row: (row["display_order"], row["period_sort"] or 0)):
        is_money = row["amount_mn"] is not None
        kind, columns = (marts.kind("money"), MONEY) if is_money else (marts.kind("price_2"), PER_SHARE)
        old, new = (number_text(row[one], kind) for one in columns[:2])
        change = number_text(row[columns[2]], kind, signed=True)
        text = Text(f"{old.ja} → {new.ja}（{change.ja}）", f"{old.en} → {new.en} ({change.en})")
        if row[columns[0]] == row[columns[1]]:
            # a range whose middle stayed
            text = same(f"{row['previously_printed']} → {row['printed']}")
        at = period_name(row["target_period"], row["basis"])
        key = provenance.find(Source(row["line_item"], row["target_period"], row["basis"]))
        lines.append((Text(f"{row['name_ja']} {at.ja}", f"{row['name_en']}, {at.en}"), [Told(text, key)]))
    count = len(lines)
    said = Text(f"予想の修正{count}件", f"{count} {'forecast' if count == 1 else 'forecasts'} revised")
    return said, Group(Text("予想の修正", "Forecasts revised"), lines)


def restated(marts: Marts, provenance: Provenance) -> Part:
    rows = marts.rows("restatements", deck=marts.deck["deck"])
    lines = []
    for row in sorted(rows, key=lambda row: (row["display_order"], row["period_sort"] or 0)):
        why = RESTATED.get(row["reason"] or "", UNCONFIRMED)
        old, new = (united_exact(row[one], row["unit"]) for one in ("previous_value", "value"))
        at = period_name(row["period"], row["basis"])
        key = provenance.find(Source(row["line_item"], row["period"], row["basis"], row["measure"], row["as_of"]))
        label = Text(f"{row['name_ja']} {at.ja}（{why.ja}）", f"{row['name_en']}, {at.en} ({lower_first(why.en)})")
        lines.append((label, [Told(Text(f"{old.ja} → {new.ja}", f"{old.en} → {new.en}"), key)]))
    if not lines:
        return None, None
    count = len(lines)
    said = Text(f"過去の数値の修正{count}件", f"{count} earlier {'figure' if count == 1 else 'figures'} restated")
    return said, Group(Text("修正された過去の数値", "Earlier figures restated"), lines)


def items(marts: Marts, last: Row) -> list[Part]:
    """Line items that only one of the two decks has."""
    of_deck = {
        deck: distinct(row["line_item"] for row in marts.rows("facts", deck=deck)) for deck in (marts.deck["deck"], last["deck"])
    }
    now, before = (set(found) for found in of_deck.values())
    ever = {row["line_item"] for row in marts.rows("facts") if row["deck"] != marts.deck["deck"]}
    parts: list[Part] = []
    for found, one, many in (
        (now - ever, Text("新たに開示された項目", "New"), Text("新たな項目{}件", "{} new line items")),
        (before - now, Text("今回は開示がない項目", "Not stated any more"), Text("記載のなくなった項目{}件", "{} line items gone")),
    ):
        names = [name(row) for item, row in marts.line_items.items() if item in found]
        if names:
            more = len(names) - SHOWN
            text = listed(names[:SHOWN] + ([Text(f"ほか{more}件", f"{more} more")] if more > 0 else []))
            parts.append((Text(many.ja.format(len(names)), many.en.format(len(names))), Group(one, [(text, [])])))
    return parts
