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
from typing import Any

from landing import deal_rows, drafts, proposal
from landing.checked import Checked
from landing.deciding import decided, is_of_line, label_of_line, refuse_nonsense, refuse_strange_cells, renamed
from landing.decisions import Decision, bears_on_checks, decided_before, is_same
from landing.project import Project, Row
from landing.proposal import CONFIDENCES, FIGURE, NEW, UNKNOWN, LandingError, Number, Page, Proposal


class Desk(Checked):
    """The proposal in review. Every method that changes it saves before it returns; verdicts follow in a thread of their own."""

    def __init__(self, opened: Proposal, project: Project) -> None:
        super().__init__(opened, project, drafts.read(opened.folder, project))
        self.decisions = decided_before(opened.folder / "decisions.jsonl")
        self.saved = proposal.digest(self.path)
        self.calendar = project.calendar(opened.source.company)
        before = project.before(opened.source)
        # the figures of the deck before: what it called them, and their usual units
        self.before = project.figures(before["deck"]) if before else []
        self.draft_line_items()

    @property
    def path(self) -> Path:
        return self.proposal.folder / "proposed.csv"

    # decisions

    def decide(self, index: int, changes: Row, also: Iterable[int] = (), what: str = "corrected") -> list[int]:
        """
        Change a row, and those beside it in the same way where they had the same; what a person decided is certain.

        A line that is called otherwise is called so in each row of it on the page. Returns the rows that changed, or none where
        all have to be read anew.
        """
        refuse_strange_cells(changes)
        with self.lock:
            after = self.changed_rows(index, changes, also)
            has_drafts = self.keep(Decision(what, time.time(), self.rows(after), after))
            return [] if has_drafts else list(after)

    def name_line(self, index: int, drafted: Row, changes: Row, also: Iterable[int] = ()) -> None:
        """Draft a new line item and put a row to it, and those beside it, as one decision."""
        refuse_strange_cells(changes)
        with self.lock:
            kept, rows = self.drafted("line_items", [drafted])
            known = self.project.line_items(self.proposal.source.company)
            name = rows[0]["line_item"]
            if name in known:
                raise LandingError(
                    f"{name} is a line item already, {known[name]['name_en']}: choose it, or give this one another id"
                )
            self.refuse_strange(index)
            before = tuple(self.drafts.get("line_items", []))
            self.drafts["line_items"] = [*kept, *rows]
            try:
                named = changes | {"line_item": f"{NEW}{name}", "disposition": FIGURE}
                after = self.changed_rows(index, named, also, own=("period",))
            finally:
                self.drafts["line_items"] = list(before)
            what = "named a new line item"
            self.keep(Decision(what, time.time(), self.rows(after), after, "line_items", before, (*kept, *rows)))

    def changed_rows(self, index: int, changes: Row, also: Iterable[int], own: tuple[str, ...] = ()) -> dict[int, Row]:
        """The rows that a decision changes, as they are after it; what is a row's own is not changed beside it."""
        self.refuse_strange(index)
        was = self.numbers[index]
        after = {index: self.decided(was, changes)}
        for other in also:
            self.refuse_strange(other)
            row = self.numbers[other]
            same = {name: cell for name, cell in changes.items() if name not in ("label", *own) and is_same(name, row, was)}
            after[other] = self.decided(row, same)
        if "label" in changes and was.is_figure and was.label:
            for other, row in enumerate(self.numbers):
                if other != index and (row.page, row.line_item, row.is_figure) == (was.page, was.line_item, True):
                    row = after.get(other, row)
                    label = renamed(row.label, was.label, changes["label"])
                    if label != row.label:
                        after[other] = replace(row, label=label)
        return {other: asdict(row) for other, row in after.items()}

    def decided(self, number: Number, changes: Row) -> Number:
        now = replace(number, **changes)
        if "line_item" in changes and "label" not in changes and not number.is_new and not is_of_line(asdict(now), number):
            changes = changes | {"label": label_of_line(now, self.numbers, self.before, self.calendar) or number.label}
        row = decided(number, changes, self.calendar, self.name_of)
        refuse_nonsense(row, [known["disposition"] for known in self.project.rows("dispositions")])
        return row

    def name_of(self, line_item: str) -> str:
        """What a line item is called, for a number that stands under no label."""
        known = self.project.line_items(self.proposal.source.company) | {
            f"new:{row['line_item']}": row for row in self.drafts.get("line_items", [])
        }
        row = known.get(line_item, {})
        return row.get("name_ja") or row.get("name_en") or line_item.removeprefix(NEW)

    def refuse_strange(self, index: int) -> None:
        if not 0 <= index < len(self.numbers):
            raise LandingError(f"there is no row {index}; the page is out of date: reload it")

    def split(self, index: int) -> None:
        """One printed number that states one more fact: a row at the same place, to be told what."""
        with self.lock:
            self.refuse_strange(index)
            row = replace(self.numbers[index], confidence=UNKNOWN, why="one more fact that the same print states", candidates="")
            added = Decision("split", time.time(), {}, {index + 1: asdict(row)}, is_added=True)
            self.keep(added)

    def draft(self, seed: str, rows: list[Row], looked_at: Iterable[int] = ()) -> None:
        """
        Draft rows of a seed, each in the place of one with the same key, as one decision.

        Whoever says that the page does print what fails a check has looked at its numbers: those are right as proposed.
        """
        with self.lock:
            before = tuple(self.drafts.get(seed, []))
            kept, rows = self.drafted(seed, rows)
            after: dict[int, Row] = {}
            for index in looked_at:
                after |= self.changed_rows(index, {}, ())
            self.keep(Decision(f"drafted a row of {seed}", time.time(), self.rows(after), after, seed, before, (*kept, *rows)))

    def drafted(self, seed: str, rows: list[Row]) -> tuple[list[Row], list[Row]]:
        """The drafted rows of a seed that stay beside some new ones, and these with all of its columns."""
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
        return [row for row in self.drafts.get(seed, []) if tuple(row[column] for column in key) not in keys], rows

    def describe_page(self, page: str, cells: Row) -> None:
        """Say how a page is called and of which section it is, as one decision; its rows are of that section too."""
        unknown = set(cells) - {"section", "title_ja", "title_en"}
        if unknown or not cells:
            raise LandingError(
                f"a page has a section, title_ja and title_en to be decided, not {', '.join(sorted(unknown)) or 'nothing'}"
            )
        with self.lock:
            was = next((one for one in self.proposal.pages if one.page == page), None)
            if was is None:
                raise LandingError(f"there is no page {page}; the page is out of date: reload it")
            now = replace(was, **cells)
            if not now.section or not (now.title_ja or now.title_en):
                raise LandingError("a page needs a section and a title")
            rows = {at: row for at, row in enumerate(self.numbers) if row.page == page and row.section != now.section}
            after = {at: asdict(replace(row, section=now.section)) for at, row in rows.items()}
            self.keep(Decision(f"described page {page}", time.time(), self.rows(after), after, pages=(asdict(was), asdict(now))))

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
            self.turn(last.pages[:1])
            if last.seed:
                self.drafts[last.seed] = list(last.drafts_before)
            self.decisions.pop()
            self.save(last, is_checked=bool(last.seed) or bears_on_checks(last))
            return last.what

    def keep(self, decision: Decision) -> bool:
        """Do it and save it; whether line items were drafted for it."""
        self.apply(decision.before, decision.after, decision.is_added)
        self.turn(decision.pages[1:])
        if decision.seed:
            self.drafts[decision.seed] = list(decision.drafts_after)
        self.decisions.append(decision)
        has_drafts = self.draft_line_items()
        self.save(decision, is_checked=has_drafts or bool(decision.seed) or bears_on_checks(decision))
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

    def turn(self, pages: Iterable[Row]) -> None:
        """Put pages in the place of those of the same number."""
        for row in pages:
            now = [Page(**row) if page.page == row["page"] else page for page in self.proposal.pages]
            self.proposal = replace(self.proposal, pages=tuple(now))

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

    def save(self, decision: Decision, *, is_checked: bool = True) -> None:
        """Write what a decision changed, unless another program wrote meanwhile: then read its file and change nothing."""
        if proposal.digest(self.path) != self.saved:
            opened = proposal.read(self.proposal.deck, self.proposal.folder.parent)
            self.proposal, self.numbers, self.saved = opened, list(opened.numbers), proposal.digest(self.path)
            self.decisions.clear()
            self.changed()
            raise LandingError(f"{self.path} was changed by another program; it was read anew and your last step is not in it")
        proposal.write_numbers(self.proposal.folder, self.numbers)
        self.saved = proposal.digest(self.path)
        if decision.seed:
            drafts.write(self.proposal.folder, self.project, decision.seed, self.drafts.get(decision.seed, []))
        if decision.pages:
            proposal.write_pages(self.proposal.folder, self.proposal.pages)
        lines = [json.dumps(asdict(decision), ensure_ascii=False) for decision in self.decisions]
        proposal.replace_file(self.proposal.folder / "decisions.jsonl", "".join(line + "\n" for line in lines))
        if is_checked:
            self.changed()

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
