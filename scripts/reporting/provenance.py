"""Where each number of the page comes from: its prints, its interval, the checks that bear on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from reporting.marts import Marts, Row
from reporting.relations import worded
from reporting.text import RESTATED, UNCONFIRMED, Text, hedged, named, period_name, same, unit

BASES = {
    "yoy_pct": "year_ago_period",
    "yoy_change": "year_ago_period",
    "qoq_pct": "previous_period",
    "qoq_change": "previous_period",
    "change": "fiscal_year_end_period",
}

CHECK_COLUMNS = (
    "kind", "relation", "status", "line_item", "measure", "period", "basis", "as_of", "pages", "printed",
    "printed_lower", "printed_upper", "recomputed_lower", "recomputed_upper", "addends", "is_weak", "reason",
    "evidence", "evidence_ja",
)  # fmt: skip
CORRECTED = ("correction", "error_correction")
UNIT_OF_FAMILY = {"money": "money", "price": "price", "per_share": "price", "percent": "pct"}


def plain(value: Decimal | None) -> str | None:
    """A decimal without trailing zeros, as text: exact in every reader."""
    return None if value is None else f"{value.normalize():f}"


def as_printed(row: Row) -> str:
    """The print with its unit, which some prints hold already, and what hedges it."""
    of, text = row["printed_unit"] or "", row["printed"]
    # ¥4.00 has its unit, as 3.0%減 has
    text = text if of in text or (of == "円" and "¥" in text) else text + of
    return hedged(same(text), row["qualifier"]).ja


@dataclass(frozen=True)
class Source:
    """What a number states: a line item's measure in a period, on a basis, as of a date; and what it is computed from."""

    line_item: str
    period: str
    basis: str = "actual"
    measure: str = "level"
    as_of: str | None = None
    of: tuple[Source, ...] = ()
    title: Text | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        parts = (self.line_item, self.measure, self.period, self.basis, self.as_of)
        return ":".join(part for part in parts if part)


@dataclass
class Provenance:
    """Everything that the page needs to answer where a number came from, keyed by what it states."""

    marts: Marts
    wanted: dict[str, Source] = field(default_factory=dict)
    records: dict[str, Row] = field(default_factory=dict)

    @cached_property
    def facts(self) -> dict[str, Row]:
        """The latest statement of each fact."""
        return {row["fact_id"].split(":", 1)[1]: row for row in self.marts.rows("facts") if row["is_latest"]}

    @cached_property
    def undated(self) -> dict[str, str]:
        """The newest fact without its date: what a mart row means that does not say as of when."""
        newest: dict[str, str] = {}
        for key, row in sorted(self.facts.items(), key=lambda item: (str(item[1]["stated_on"]), item[0])):
            newest[":".join((row["line_item"], row["measure"], row["period"], row["basis"]))] = key
        return newest

    @cached_property
    def calculated(self) -> dict[str, Row]:
        """The amounts that are shown and that no deck prints, by what they state."""
        found = {}
        for row in self.marts.rows("derivations", is_shown=True):
            if row["method"] != "printed":
                source = Source(row["line_item"], row["period"], row["basis"], as_of=row["as_of"])
                found[source.key] = found[replace(source, as_of=None).key] = row
        return found

    @cached_property
    def status(self) -> dict[str, str]:
        return {row["tie_out_id"]: row["status"] for row in self.marts.rows("tie_outs")}

    @cached_property
    def ties(self) -> dict[str, list[str]]:
        """The checks in which a fact's prints take part."""
        of_figure = defaultdict(list)
        for row in self.marts.rows("tie_out_figures"):
            of_figure[row["figure_id"]].append(row["tie_out_id"])
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for key, prints in self.prints.items():
            for figure in prints:
                for tie_out in of_figure[figure["figure_id"]]:
                    if self.status.get(tie_out) in ("consistent", "inconsistent"):
                        found[key][tie_out] = None
        return {key: sorted(tie_outs) for key, tie_outs in found.items()}

    @cached_property
    def beside(self) -> dict[str, set[str]]:
        """Each deck with the decks of the same quarter where one is a filing: what they state, they state together."""
        decks = self.marts.rows("decks")
        return {
            deck["deck"]: {deck["deck"]}
            | {
                other["deck"]
                for other in decks
                if other["current_period"] == deck["current_period"] and "filing" in (deck["document"], other["document"])
            }
            for deck in decks
        }

    @cached_property
    def confirming(self) -> dict[str, str]:
        """The checks by which a filing confirms what another deck states, each with its filing."""
        filed = {deck["deck"] for deck in self.marts.rows("decks", document="filing")}
        rows = self.marts.rows("tie_outs", kind="cross_print", status="consistent", relation=tuple(filed))
        return {row["tie_out_id"]: row["relation"] for row in rows if row["deck"] not in filed}

    def filings(self, key: str | None) -> list[str]:
        """The filings that state a printed number too, and confirm it."""
        ties = self.ties.get(key, []) if key in self.facts else []
        return sorted({self.confirming[tie_out] for tie_out in ties if tie_out in self.confirming})

    @cached_property
    def prints(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.marts.rows("figure_audit"):
            parts = (row["line_item"], row["measure"], row["period"], row["basis"], row["as_of"])
            key = ":".join(part for part in parts if part)
            if key in self.facts and row["deck"] in self.beside[self.facts[key]["deck"]]:
                found[key].append(row)
        own = self.marts.deck["deck"]
        return {key: sorted(rows, key=lambda row: (row["deck"] != own, row["deck"], row["seq"])) for key, rows in found.items()}

    @property
    def places(self) -> dict[str, int]:
        """Where the page keeps what it knows of each number."""
        return {key: place for place, key in enumerate(self.wanted)}

    def resolve(self, source: Source) -> Source:
        """The same, with what growth is computed from."""
        if source.of or source.measure not in BASES:
            return source
        base = self.marts.periods.get(source.period, {}).get(BASES[source.measure])
        if base is None:
            return source
        now = Source(source.line_item, source.period, source.basis, as_of=source.as_of)
        before = Source(source.line_item, base)
        return replace(source, of=(now, before))

    def find(self, source: Source) -> str | None:
        """The key under which the page knows the number; none where nothing is known of it."""
        source = self.resolve(source)
        key = source.key
        if key not in self.facts and key not in self.calculated and source.as_of:
            key = replace(source, as_of=None).key
        key = key if key in self.facts else self.undated.get(key, key)
        if key in self.wanted and not (source.of and not self.wanted[key].of):
            return key
        known = key in self.facts or key in self.calculated
        parts = tuple(dict.fromkeys(part for stated in source.of for part in [self._stated(stated)] if part))
        if not known and not parts:
            return None
        self.wanted[key] = replace(source, of=parts)
        return key

    def _stated(self, part: Source) -> Source | None:
        """What a computed number is computed from: on its own basis, else as it happened."""
        return next((one for one in (part, replace(part, basis="actual", as_of=None)) if self.find(one)), None)

    def _place(self, row: Row) -> str:
        """The page of a print, and the deck where it is not the one that the report is on."""
        return f"p. {row['page']}" if row["deck"] == self.marts.deck["deck"] else f"{row['deck']} p. {row['page']}"

    def record(self, source: Source, page: str, label: str, printed: str) -> str:
        """A number that is part of a record, not of a fact: where it is printed."""
        self.wanted[source.key] = source
        self.records[source.key] = {"page": page, "label": label, "printed": printed}
        return source.key

    @cached_property
    def changed(self) -> dict[str, Row]:
        """What a later deck states otherwise than one before, by what it states."""
        found = {}
        for row in self.marts.rows("restatements"):
            source = Source(row["line_item"], row["period"], row["basis"], row["measure"], row["as_of"])
            found[source.key] = row
        return found

    def mark(self, key: str | None) -> str:
        """What a reader has to know of a number: restated, corrected, or confirmed by a filing."""
        if key in self.changed:
            return "corrected" if self.changed[key]["reason"] in CORRECTED else "restated"
        return "confirmed" if self.filings(key) else ""

    def checks(self, key: str | None) -> tuple[int, int]:
        """How many checks bear on a number and hold, and how many do not; of what it follows from where it is not printed."""
        keys = [key] if key in self.facts else self._roots(key)
        tie_outs = {tie_out for part in keys for tie_out in self.ties.get(part, [])}
        holding = sum(self.status[tie_out] == "consistent" for tie_out in tie_outs)
        return holding, len(tie_outs) - holding

    def _roots(self, key: str | None) -> list[str]:
        """Printed facts that a number which is not printed follows from."""
        if key is None:
            return []
        if key in self.calculated:
            return [k for k, tie_outs in self._components(key).items() if tie_outs]
        source = self.wanted.get(key)
        return [root for part in (source.of if source else ()) for root in [self.find(part)] if root]

    def _components(self, key: str) -> dict[str, list[str]]:
        """Facts that are checked by the relation which gives a calculated amount, in its period."""
        row = self.calculated[key]
        found = {}
        for tie_out in self.marts.rows("tie_outs", relation=row["relation"], period=row["period"], basis=row["basis"]):
            subject = ":".join(tie_out[part] for part in ("line_item", "measure", "period", "basis"))
            found[subject] = self.ties.get(subject, [])
        return found

    def name(self, source: Source) -> Text:
        """The line item's name."""
        row = self.marts.line_items.get(source.line_item)
        return named(row["name_ja"], row["name_en"]) if row else Text(source.line_item, source.line_item)

    def relations(self, tie_outs: list[Row], others: list[str | None]) -> dict[str, Text]:
        """The relations that the page speaks of, in words."""
        of_items = {row["relation"]: Text(row["name_ja"], row["name_en"]) for row in self.marts.rows("relations")}
        wanted = sorted({row["relation"] for row in tie_outs if row["relation"]} | {one for one in others if one})
        return {relation: words for relation in wanted if (words := worded(relation, of_items))}

    def as_json(self) -> dict[str, Any]:
        """What the page embeds, compact: facts with prints and checks, calculated amounts, what is computed from what, names."""
        places = self.places
        # checks that do not hold first, then kind by kind
        kinds = list(self.marts.kinds)
        tie_outs = sorted(
            self.marts.rows("tie_outs"),
            key=lambda row: (row["status"] != "inconsistent", kinds.index(row["kind"]), row["tie_out_id"]),
        )
        place = {row["tie_out_id"]: position for position, row in enumerate(tie_outs)}
        numbers: list[Any] = []
        periods: dict[str, Text] = {}
        for key, source in self.wanted.items():
            period = source.period if source.basis == "actual" else f"{source.period}:{source.basis}"
            periods[period] = period_name(source.period, source.basis) if source.period else Text("", "")
            entry: dict[str, Any] = {"p": period, "i": source.line_item, "m": source.measure}
            if source.line_item not in self.marts.line_items and source.title:
                entry["n"] = source.title
            if source.as_of:
                entry["s"] = source.as_of
            fact, calculated = self.facts.get(key), self.calculated.get(key)
            ties = set(self.ties.get(key, []))
            if fact:
                entry["f"] = [
                    [
                        self._place(row),
                        row["label"],
                        as_printed(row),
                        plain(row["lower_bound"]),
                        plain(row["upper_bound"]),
                    ]
                    for row in self.prints.get(key, [])
                ]
            if calculated:
                entry["c"] = [calculated["method"], calculated["relation"], calculated["follows_from"]]
                ties |= {tie_out for found in self._components(key).values() for tie_out in found}
            if best := calculated or fact:
                entry |= {"v": plain(best["value"]), "b": [plain(best["lower_bound"]), plain(best["upper_bound"])]}
                entry["u"] = fact["unit"] if fact else self.marts.kind(UNIT_OF_FAMILY.get(best["unit_family"], best["unit_family"]))
                entry["t"] = sorted(place[tie_out] for tie_out in ties)
            if record := self.records.get(key):
                entry["f"] = [[f"p. {record['page']}", record["label"], record["printed"], None, None]]
            if row := self.changed.get(key):
                why = RESTATED.get(row["reason"] or "", UNCONFIRMED)
                entry["r"] = [plain(row["previous_value"]), plain(row["value"]), why, row["evidence"], row["evidence_ja"]]
            if source.of:
                entry["o"] = [places[found] for part in source.of for found in [self.find(part)] if found]
            numbers.append(entry)
        columns = CHECK_COLUMNS
        checks = [[plain(v) if isinstance(v := row[column], Decimal) else v for column in columns] for row in tie_outs]
        for row in tie_outs:
            if row["period"]:
                periods[row["period"]] = period_name(row["period"])
        used = {source.line_item for source in self.wanted.values()} | {row["line_item"] for row in tie_outs if row["line_item"]}
        names = {item: self.name(Source(item, "")) for item in sorted(used)}
        units = {entry["u"]: unit(entry["u"]) for entry in numbers if "u" in entry}
        relations = self.relations(tie_outs, [entry["c"][1] for entry in numbers if "c" in entry])
        words = {"names": names, "units": units, "periods": periods, "relations": relations}
        return {"numbers": numbers, "columns": columns, "checks": checks, **words}
