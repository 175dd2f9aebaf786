"""A number with all that stands behind it: where it is printed, what it follows from, which checks bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from reporting.provenance import BASES, as_printed, plain

from assistant.warehouse import Row, Rows

# of one number; the rest is counted
PRINTS, CHECKS, DEPTH = 5, 3, 4
UNITS = {
    "percent": "%",
    "multiple": "times",
    "per_share": "{currency} per share",
    "price": "{currency}",
    "money": "million {currency}",
}
OF_SUBJECT = "one.company = $company and one.line_item = $line_item and one.period = $period and one.basis = $basis"


@dataclass(frozen=True)
class Subject:
    """What a number states: a line item's amount, ratio or growth in a period, on a basis."""

    line_item: str
    period: str
    basis: str = "actual"
    measure: str = "level"


class Evidence:
    """The numbers of one company."""

    def __init__(self, rows: Rows, company: str) -> None:
        self.rows, self.company = rows, company
        # a ratio, its parts and what these follow from ask for the same amounts again
        self.amount, self.prints, self.followed = cache(self.amount), cache(self.prints), cache(self.followed)  # type: ignore[method-assign]

    @cached_property
    def items(self) -> dict[str, Row]:
        return {
            row["line_item"]: row for row in self.rows.all("from marts.line_items where company = $company", company=self.company)
        }

    @cached_property
    def periods(self) -> dict[str, Row]:
        return {row["period"]: row for row in self.rows.all("from marts.periods where company = $company", company=self.company)}

    @cached_property
    def decks(self) -> dict[str, Row]:
        return {row["deck"]: row for row in self.rows.all("from marts.decks where company = $company", company=self.company)}

    def find(self, query: str, subject: Subject, **parameters: object) -> list[Row]:
        """Rows on a subject; `{subject}` in the query is the condition."""
        named = {"company": self.company, "line_item": subject.line_item, "period": subject.period, "basis": subject.basis}
        return self.rows.all(query.format(subject=OF_SUBJECT), **named, **parameters)

    def amount(self, subject: Subject) -> Row | None:
        return next(iter(self.find("from marts.amounts as one where {subject}", subject)), None)

    def ratio(self, subject: Subject) -> Row | None:
        query = "from (select *, ratio as line_item from marts.ratios where measure = 'level') as one where {subject}"
        return next(iter(self.find(query, subject)), None)

    def prints(self, subject: Subject, as_of: str | None) -> list[Row]:
        """Every place where decks print it, the newest deck first; of a forecast, the one that is shown."""
        return self.find(
            "select one.* from marts.figure_audit as one inner join marts.decks using (deck) where {subject} and measure = $measure"
            " and (basis = 'actual' or as_of is not distinct from $as_of)"
            # the sharpest print of the newest deck first
            " order by deck_no desc, upper_bound - lower_bound, seq",
            subject,
            measure=subject.measure,
            as_of=as_of,
        )

    def followed(self, subject: Subject) -> tuple[Row | None, list[Subject]]:
        """The derivation of a shown amount, and what it is added up from."""
        found = self.find("from marts.derivations as one where {subject} and is_shown", subject)
        if not found:
            return None, []
        inputs = self.rows.all("from marts.derivation_inputs where derivation_id = $id", id=found[0]["derivation_id"])
        return found[0], [Subject(row["line_item"], row["period"], subject.basis) for row in inputs]

    # ---- a number with what stands behind it
    def of(self, subject: Subject) -> Row | None:
        """The number, or none where nothing that is printed leads to it: no number is told without."""
        if subject.measure != "level":
            told = self.growth(subject)
        else:
            ratio = self.ratio(subject)
            told = self.divided(subject, ratio) if ratio and ratio["ratio_pct"] is not None else self.stated(subject)
        if told is None or not told["printed"]:
            return None
        return self.named(subject) | told

    def named(self, subject: Subject) -> Row:
        item = self.items[subject.line_item]
        return {
            "company": self.company, "line_item": subject.line_item, "name_ja": item["name_ja"], "name_en": item["name_en"],
            "measure": subject.measure, "period": subject.period, "basis": subject.basis,
        }  # fmt: skip

    def stated(self, subject: Subject) -> Row | None:
        """An amount: as printed, or with the prints that it follows from."""
        amount = self.amount(subject)
        if amount is None or amount["value"] is None:
            return None
        derivation, _ = self.followed(subject)
        prints = self.roots(subject, amount["as_of"], DEPTH)
        told: Row = {
            "value": plain(amount["value"]),
            "unit": self.unit(amount),
            "can_be": {"from": plain(amount["lower_bound"]), "to": plain(amount["upper_bound"])},
            "source": amount["amount_source"],
            "as_of": amount["as_of"],
        }
        if derivation and derivation["method"] != "printed":
            told |= {"method": derivation["method"], "follows_from": derivation["follows_from"]}
        return told | self.proof(prints)

    def roots(self, subject: Subject, as_of: str | None, depth: int) -> list[Row]:
        """Its own prints; of what is not printed, those of what it follows from."""
        prints = self.prints(subject, as_of)
        derivation, inputs = self.followed(subject)
        if prints or depth == 0:
            return prints
        if not inputs and derivation and derivation["method"] == "implied":
            figure = ":".join(derivation["derivation_id"].rsplit(":", 2)[-2:])
            return self.rows.all("from marts.figure_audit where figure_id = $figure", figure=figure)
        return [figure for one in inputs for figure in self.roots(one, as_of, depth - 1)]

    def divided(self, subject: Subject, ratio: Row) -> Row:
        """A ratio with both of its amounts."""
        amount = self.amount(subject)
        prints = self.prints(subject, amount["as_of"] if amount else None)
        parts = [Subject(ratio[side], subject.period, subject.basis) for side in ("numerator", "denominator")]
        return self.computed(plain(ratio["ratio_pct"]), "%", ratio["ratio_source"], prints, parts)

    def growth(self, subject: Subject) -> Row | None:
        """Growth with the amount and the one that it is measured from."""
        level = Subject(subject.line_item, subject.period, subject.basis)
        amount = self.amount(level)
        if amount is None or amount[subject.measure] is None:
            return None
        base = self.periods[subject.period][BASES[subject.measure]]
        prints = self.prints(subject, amount["as_of"])
        before = [Subject(subject.line_item, base, basis) for basis in dict.fromkeys(("actual", subject.basis))] if base else []
        parts = [level, *before[:1]]
        return self.computed(plain(amount[subject.measure]), "%", amount[subject.measure.replace("_pct", "_source")], prints, parts)

    def computed(self, value: str | None, unit: str, source: str, prints: list[Row], parts: list[Subject]) -> Row:
        amounts = {part: self.amount(part) for part in parts}
        known = {part: row for part, row in amounts.items() if row and row["value"] is not None}
        shown = [
            self.named(part) | {"value": plain(row["value"]), "unit": self.unit(row), "source": row["amount_source"]} | self.proof(
                self.roots(part, row["as_of"], DEPTH), 2
            )
            for part, row in known.items()
        ]  # fmt: skip
        roots = prints or [figure for part, row in known.items() for figure in self.roots(part, row["as_of"], DEPTH)]
        return {"value": value, "unit": unit, "source": source} | self.proof(roots) | {"computed_from": shown}

    def proof(self, prints: list[Row], limit: int = PRINTS) -> Row:
        """Deck, page and printed text, and the checks that bear on them; what is left out is counted."""
        told = [
            {
                "deck": row["deck"], "deck_title": self.decks[row["deck"]]["title_en"] or self.decks[row["deck"]]["title_ja"],
                "page": row["page"], "label": row["label"], "printed": as_printed(row), "as_of": row["as_of"],
                "remark": row["remark"],
            }
            for row in prints[:limit]
        ]  # fmt: skip
        found: Row = {"printed": told, "checks": self.checks([row["figure_id"] for row in prints])}
        return found | ({"printed_left_out": len(prints) - limit} if len(prints) > limit else {})

    def checks(self, figures: list[str]) -> Row:
        """How many checks bear on these figures and hold, and some of them; those that do not hold first."""
        rows = self.rows.all(
            "select distinct tie_outs.* from marts.tie_outs inner join marts.tie_out_figures using (tie_out_id)"
            " where list_contains($figures, figure_id) order by status = 'consistent', is_weak, kind, tie_out_id",
            figures=figures,
        )
        listed = [
            {
                "kind": row["kind"], "relation": row["relation"], "status": row["status"], "printed": row["printed"],
                "against": row["addends"], "is_weak": row["is_weak"], "reason": row["reason"], "evidence": row["evidence"],
            }
            for row in rows[:CHECKS]
        ]  # fmt: skip
        holding = sum(row["status"] == "consistent" for row in rows)
        return {"holding": holding, "not_holding": len(rows) - holding, "some": listed, "left_out": max(0, len(rows) - CHECKS)}

    def unit(self, amount: Row) -> str:
        family = amount["unit_family"]
        return UNITS.get(family, family).format(currency=self.items[amount["line_item"]]["currency"] or amount["currency"])
