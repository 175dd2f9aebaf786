"""
The review without its page: the rows as a person decides on them, each decision saved at once, each undone by one step.

Decisions are kept in `decisions.jsonl`, so that undo outlives the page and the decisions of a landing can be counted.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from threading import Condition, RLock, Thread
from typing import Any

from landing import carried, deal_rows, drafts, proposal
from landing.decisions import BY_HAND, DECIDED, Decision, bears_on_checks, decided_before, is_same
from landing.project import Project, Row
from landing.proposal import CERTAIN, CONFIDENCES, FIGURE, LARGE_DEAL, UNKNOWN, LandingError, Number, Proposal
from landing.relabelling import moved_with
from landing.suspected import suspected
from landing.verdicts import Trial, Verdicts


class Desk:
    """The proposal in review. Every method that changes it saves before it returns; verdicts follow in a thread of their own."""

    def __init__(self, opened: Proposal, project: Project) -> None:
        self.proposal, self.project = opened, project
        self.numbers = list(opened.numbers)
        self.drafts = drafts.read(opened.folder, project)
        self.decisions = decided_before(opened.folder / "decisions.jsonl")
        self.lock, self.renewed, self.naming = RLock(), Condition(), RLock()
        self.version, self.verdict_version = 0, -1
        self.verdicts: Verdicts | None = None
        self.trial: Trial | None = None
        self.failure = ""
        self.is_closed = False
        self.checking: Thread | None = None
        self.saved = proposal.digest(self.path)
        self.draft_line_items()

    @property
    def path(self) -> Path:
        return self.proposal.folder / "proposed.csv"

    # decisions

    def decide(self, index: int, changes: Row, also: Iterable[int] = (), what: str = "corrected") -> list[int]:
        """
        Change a row, and those beside it in the same way where they had the same; what a person decided is certain.

        Returns the rows that changed, or none where all have to be read anew.
        """
        unknown = set(changes) - set(DECIDED)
        if unknown:
            raise LandingError(f"{', '.join(sorted(unknown))} cannot be changed in the review")
        with self.lock:
            self.refuse_strange(index)
            was = self.numbers[index]
            after = {index: self.decided(was, changes)}
            for other in also:
                self.refuse_strange(other)
                row = self.numbers[other]
                same = {name: cell for name, cell in changes.items() if is_same(name, row, was)}
                after[other] = self.decided(row, same)
            has_drafts = self.keep(Decision(what, time.time(), self.rows(after), {i: asdict(row) for i, row in after.items()}))
            return [] if has_drafts else list(after)

    def decided(self, number: Number, changes: Row) -> Number:
        changed = replace(number, **changes)
        self.refuse_nonsense(changed)
        if changed.period != number.period and "label" not in changes:
            cal = self.project.calendar(self.proposal.source.company)
            label = moved_with(cal, changed.label, number.period, changed.period) if cal else changed.label
            changed = replace(changed, label=label)
        if changed.is_figure and not changed.label:
            changed = replace(changed, label=self.name_of(changed.line_item))
        why = number.why if number.why.startswith(BY_HAND) else "; ".join(filter(None, (BY_HAND, number.why)))
        return replace(
            changed,
            confidence=CERTAIN if changed.is_figure else "",
            large_deal=changed.large_deal if changed.disposition == LARGE_DEAL else "",
            why=why,
        )

    def name_of(self, line_item: str) -> str:
        """What a line item is called, for a number that stands under no label."""
        known = self.project.line_items(self.proposal.source.company) | {
            f"new:{row['line_item']}": row for row in self.drafts.get("line_items", [])
        }
        row = known.get(line_item, {})
        return row.get("name_ja") or row.get("name_en") or line_item.removeprefix(proposal.NEW)

    def refuse_strange(self, index: int) -> None:
        if not 0 <= index < len(self.numbers):
            raise LandingError(f"there is no row {index}; the page is out of date: reload it")

    def refuse_nonsense(self, number: Number) -> None:
        known = [row["disposition"] for row in self.project.rows("dispositions")]
        if number.disposition not in known:
            raise LandingError(f"{number.disposition!r} is no disposition: {', '.join(known)}")
        if number.disposition == LARGE_DEAL and not number.large_deal:
            raise LandingError("a number of a large deal needs the id of its deal")
        if number.disposition == LARGE_DEAL and number.measure not in deal_rows.FIELDS:
            raise LandingError(f"a number of a large deal is one of {', '.join(deal_rows.FIELDS)}, not {number.measure!r}")
        if number.is_figure and not number.line_item.removeprefix(proposal.NEW):
            raise LandingError("a figure needs a line item: choose one, or draft a new one")

    def split(self, index: int) -> None:
        """One printed number that states one more fact: a row at the same place, to be told what."""
        with self.lock:
            self.refuse_strange(index)
            row = replace(self.numbers[index], confidence=UNKNOWN, why="one more fact that the same print states", candidates="")
            added = Decision("split", time.time(), {}, {index + 1: asdict(row)}, is_added=True)
            self.keep(added)

    def draft(self, seed: str, rows: list[Row]) -> None:
        """Draft rows of a seed, each in the place of one with the same key, as one decision."""
        if seed not in drafts.SEEDS:
            raise LandingError(f"{seed!r} is no seed of which rows are drafted: {', '.join(drafts.SEEDS)}")
        columns, key = self.project.columns(seed), drafts.KEYS[seed]
        unknown = {column for row in rows for column in row} - set(columns)
        if unknown or not rows:
            raise LandingError(f"{seed}.csv has no column {', '.join(sorted(unknown))}" if unknown else "no row was given")
        rows = [dict.fromkeys(columns, "") | row for row in rows]
        if any(not row[key[-1]] for row in rows if seed not in ("not_printed", "restatements")):
            raise LandingError(f"a row of {seed}.csv needs {', '.join(key)}")
        keys = {tuple(row[column] for column in key) for row in rows}
        with self.lock:
            before = tuple(self.drafts.get(seed, []))
            kept = [row for row in before if tuple(row[column] for column in key) not in keys]
            self.keep(Decision(f"drafted a row of {seed}", time.time(), {}, {}, seed, before, (*kept, *rows)))

    def describe_deal(self, deal: str, row: Row) -> None:
        """Say what a deal is, as one decision: its row, and its id in all of its numbers where that is another."""
        name = row.get("deal", "")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise LandingError(f"{name!r} is no id of a deal: lower case, digits and underscores, such as public_network")
        unknown = set(row) - set(self.project.columns("large_deals"))
        if unknown:
            raise LandingError(f"large_deals.csv has no column {', '.join(sorted(unknown))}")
        with self.lock:
            its = [index for index, number in enumerate(self.numbers) if number.large_deal == deal]
            if not its:
                raise LandingError(f"no number is of the deal {deal!r}; the page is out of date: reload it")
            if name != deal and any(number.large_deal == name for number in self.numbers):
                raise LandingError(f"{name!r} is another deal of this deck already; give this one an id of its own")
            before = tuple(self.drafts.get("large_deals", []))
            known = next((kept for kept in before if kept["deal"] == deal), dict.fromkeys(self.project.columns("large_deals"), ""))
            after = (*(kept for kept in before if kept["deal"] != deal), known | row | {"deck": self.proposal.deck})
            rows = {index: asdict(replace(self.numbers[index], large_deal=name)) for index in its}
            self.keep(Decision("described a deal", time.time(), self.rows(rows), rows, "large_deals", before, after))

    def deals(self) -> list[Row]:
        """The large deals of the deck as they would be landed now."""
        now = replace(self.proposal, numbers=tuple(self.numbers))
        return deal_rows.large_deals(now, self.project, self.drafts.get("large_deals", []))

    def undo(self) -> str:
        """Take the last decision back and say which."""
        with self.lock:
            if not self.decisions:
                raise LandingError("there is nothing to undo")
            last = self.decisions[-1]
            if self.rows(last.after) != last.after:
                raise LandingError("the last decision is no longer there: the proposal was made anew since")
            self.apply(last.after, last.before, last.is_added, undo=True)
            if last.seed:
                self.drafts[last.seed] = list(last.drafts_before)
            self.decisions.pop()
            self.save(last.seed, is_checked=bool(last.seed) or bears_on_checks(last))
            return last.what

    def keep(self, decision: Decision) -> bool:
        """Do it and save it; whether line items were drafted for it."""
        self.apply(decision.before, decision.after, decision.is_added)
        if decision.seed:
            self.drafts[decision.seed] = list(decision.drafts_after)
        self.decisions.append(decision)
        has_drafts = self.draft_line_items()
        self.save(decision.seed, is_checked=has_drafts or bool(decision.seed) or bears_on_checks(decision))
        return has_drafts

    def apply(self, before: dict[int, Row], after: dict[int, Row], is_added: bool, *, undo: bool = False) -> None:
        if is_added and undo:
            for index in before:
                self.numbers.pop(index)
        for index, row in after.items():
            if is_added and not undo:
                self.numbers.insert(index, Number(**row))
            else:
                self.numbers[index] = Number(**row)

    def rows(self, indexes: Iterable[int]) -> dict[int, Row]:
        return {index: asdict(self.numbers[index]) for index in indexes if index < len(self.numbers)}

    def draft_line_items(self) -> bool:
        """Give every new line item that has an id a draft, so that it is checked as the others are; whether one was missing."""
        with self.lock:
            known = self.drafts.get("line_items", [])
            rows = drafts.line_items(replace(self.proposal, numbers=tuple(self.numbers)), self.project, known)
            used = {drafts.drafted_id(number) for number in self.numbers}
            rows = [row for row in rows if row["line_item"] in used or row in known]
            if rows == known:
                return False
            self.drafts["line_items"] = rows
            drafts.write(self.proposal.folder, self.project, "line_items", rows)
            return True

    def save(self, seed: str = "", *, is_checked: bool = True) -> None:
        """Write what changed, unless another program wrote meanwhile: then read its file and change nothing."""
        if proposal.digest(self.path) != self.saved:
            opened = proposal.read(self.proposal.deck, self.proposal.folder.parent)
            self.numbers, self.saved = list(opened.numbers), proposal.digest(self.path)
            self.decisions.clear()
            self.changed()
            raise LandingError(f"{self.path} was changed by another program; it was read anew and your last step is not in it")
        proposal.write_numbers(self.proposal.folder, self.numbers)
        self.saved = proposal.digest(self.path)
        if seed:
            drafts.write(self.proposal.folder, self.project, seed, self.drafts.get(seed, []))
        lines = [json.dumps(asdict(decision), ensure_ascii=False) for decision in self.decisions]
        proposal.replace_file(self.proposal.folder / "decisions.jsonl", "".join(line + "\n" for line in lines))
        if is_checked:
            self.changed()

    # verdicts

    def changed(self) -> None:
        with self.renewed:
            self.version += 1
            self.renewed.notify_all()

    def start_checking(self) -> None:
        """Keep the verdicts up to date, from the first compilation on; a row that breaks them leaves a message."""
        self.checking = Thread(target=self.check_for_ever, daemon=True)
        self.checking.start()

    def check_for_ever(self) -> None:
        while True:
            with self.renewed:
                self.renewed.wait_for(lambda: self.is_closed or self.verdict_version < self.version)
            if self.is_closed:
                return
            self.check()

    def check(self) -> None:
        with self.lock:
            version, numbers, drafted = self.version, list(self.numbers), {seed: list(rows) for seed, rows in self.drafts.items()}
        verdicts, failure = self.verdicts, ""
        try:
            now = replace(self.proposal, numbers=tuple(numbers))
            drafted["large_deals"] = deal_rows.large_deals(now, self.project, drafted.get("large_deals", []))
            self.trial = self.trial or Trial(self.proposal, self.project)
            if self.is_closed:
                return
            verdicts = self.trial.renew(numbers, drafted)
            if self.verdicts is None:
                verdicts = self.explain_what_recurs(verdicts, numbers, drafted)
        except Exception as error:  # a thread that ends is a page that waits for ever
            failure = str(error)
        with self.renewed:
            self.verdicts, self.failure, self.verdict_version = verdicts, failure, version
            self.renewed.notify_all()

    def explain_what_recurs(self, verdicts: Verdicts, numbers: list[Number], drafted: dict[str, list[Row]]) -> Verdicts:
        """Draft the discrepancies that the deck has again, once, when the review starts."""
        assert self.trial is not None
        recurring = carried.discrepancies(self.trial, verdicts)
        if not recurring:
            return verdicts
        with self.lock:
            rows = [*self.drafts.get("known_discrepancies", []), *recurring]
            self.drafts["known_discrepancies"] = rows
            drafts.write(self.proposal.folder, self.project, "known_discrepancies", rows)
        return self.trial.renew(numbers, drafted | {"known_discrepancies": rows})

    def wait_for_verdicts(self, version: int, seconds: float) -> bool:
        with self.renewed:
            return self.renewed.wait_for(lambda: self.is_closed or self.verdict_version >= version, timeout=seconds)

    def suspects(self) -> list[dict[str, Any]]:
        """Which rows are probably read wrongly, of those that were checked last."""
        if self.trial is None or self.verdicts is None or not self.verdicts.failing:
            return []
        by_seq = {str(seq): index for index, seq in enumerate(self.verdicts.seqs) if seq is not None}
        with self.naming:
            lines = suspected(self.trial)
        seqs = [found[1] if (found := re.search(r"\bseq ([0-9]+)", line)) else "" for line in lines]
        return [{"line": line.strip(), "index": by_seq.get(seq)} for line, seq in zip(lines, seqs, strict=True)]

    def close(self) -> None:
        """End the checking, also in the middle of a query: a thread inside DuckDB when Python ends is a crash."""
        with self.renewed:
            self.is_closed = True
            self.renewed.notify_all()
        while self.checking and self.checking.is_alive():
            if self.trial:
                self.trial.connection.interrupt()
            self.checking.join(timeout=0.1)

    # what is left

    def counts(self) -> dict[str, int]:
        """Figures by confidence, and the numbers that are none."""
        found = Counter(number.confidence or UNKNOWN for number in self.numbers if number.is_figure)
        return {level: found[level] for level in CONFIDENCES} | {
            "figures": found.total(),
            "others": sum(number.disposition != FIGURE for number in self.numbers),
            "decisions": len(self.decisions),
        }

    def state(self) -> dict[str, Any]:
        return {"version": self.version, "counts": self.counts(), "can_undo": bool(self.decisions)}
