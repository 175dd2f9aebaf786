"""Rows in review with the verdicts of their checks, which a thread of its own keeps up to date."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Condition, RLock, Thread
from typing import Any

from landing import carried, deal_rows, drafts
from landing.project import Project, Row
from landing.proposal import Number, Proposal
from landing.suspected import suspected
from landing.verdicts import Trial, Verdicts


class Checked:
    """The rows and drafts of a proposal as they are now, and what the checks say of the last version that they were run on."""

    def __init__(self, opened: Proposal, project: Project, drafted: dict[str, list[Row]]) -> None:
        self.proposal, self.project = opened, project
        self.numbers, self.drafts = list(opened.numbers), drafted
        self.lock, self.renewed, self.naming = RLock(), Condition(), RLock()
        self.version, self.verdict_version = 0, -1
        self.verdicts: Verdicts | None = None
        self.trial: Trial | None = None
        self.failure = ""
        self.is_closed = False
        self.checking: Thread | None = None

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
