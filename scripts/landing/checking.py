"""What `check` tells and what `accept` refuses for, found once for both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from auditing.telling import Finding

from landing import carried, deal_rows, drafts, explained
from landing.project import Project, Row, refuse_unknown
from landing.proposal import CONFIDENCES, LARGE_DEAL, NEW, UNKNOWN, LandingError, Proposal
from landing.relations import Sum, sums
from landing.suspected import suspected
from landing.together import together
from landing.verdicts import Trial, Verdicts


@dataclass(frozen=True)
class Findings:
    """A proposal with all that was drafted for it, and what the project says of it."""

    proposal: Proposal
    drafted: dict[str, list[Row]]
    verdicts: Verdicts
    sums: list[Sum]
    carried: list[Row]
    together: list[Finding]
    # rows that would explain what does not hold, to be confirmed
    explanations: dict[str, list[Row]]
    trial: Trial = field(repr=False)

    @cached_property
    def suspected(self) -> list[str]:
        """Which number it probably is where checks fail: up to a minute for a whole deck, for it tries what each might be."""
        return suspected(self.trial) if self.verdicts.failing else []

    @property
    def open(self) -> list[str]:
        """What has to be decided before the deck can be landed, each with its place in the file."""
        path = self.proposal.folder / "proposed.csv"
        told = []
        for index, number in enumerate(self.proposal.numbers):
            what = f"{path}, row {index + 2}: {number.printed} on page {number.page}"
            if number.is_figure and not number.line_item.removeprefix(NEW):
                told.append(f"{what}, column line_item: empty; what does it measure?")
            elif number.is_figure and number.confidence in ("", UNKNOWN):
                told.append(f"{what}, column confidence: unknown; nobody has said that it is {number.line_item}")
            elif number.disposition == LARGE_DEAL and not number.large_deal:
                told.append(f"{what}, column large_deal: empty; which deal is it of?")
        return told + deal_rows.printed_twice(self.proposal) + deal_rows.incomplete(self.drafted.get("large_deals", []))

    @property
    def unreadable(self) -> list[str]:
        """Rows that a build would refuse."""
        by_seq = {str(seq): index for index, seq in enumerate(self.verdicts.seqs) if seq is not None}
        path = self.proposal.folder / "proposed.csv"
        found = sorted((by_seq.get(row["seq"], -2) + 2, row["in_column"], row) for row in self.verdicts.unreadable)
        return [
            f"{path}, row {place}, column {column}: {row['found']} cannot be read; it has to be {row['accepted']}"
            for place, column, row in found
        ]


def refuse_nonsense(proposal: Proposal, project: Project) -> None:
    """Cells that only this file has; those of the landed columns are read by the project itself."""
    dispositions = [row["disposition"] for row in project.rows("dispositions")]
    for index, number in enumerate(proposal.numbers):
        where = f"{proposal.folder / 'proposed.csv'}, row {index + 2}"
        refuse_unknown("disposition", number.disposition, dispositions, where, "it is one of")
        if number.is_figure:
            refuse_unknown("confidence", number.confidence, ("", *CONFIDENCES), where, "it is one of")


def find(proposal: Proposal, project: Project, *, decks_before: int = 0) -> Findings:
    """Draft what the deck needs, run the project's SQL on it, and explain what was already so in the deck before."""
    refuse_nonsense(proposal, project)
    known = {row["line_item"] for row in project.rows("line_items") if row["company"] == proposal.source.company}
    if proposal.source.company not in {row["company"] for row in project.rows("companies")}:
        raise LandingError(
            f"{proposal.folder / 'source.json'}: {proposal.source.company!r} is no company of companies.csv; add it first"
        )
    drafted = drafts.read(proposal.folder, project)
    drafted["line_items"] = drafts.line_items(proposal, project, drafted.get("line_items", []))
    drafted["large_deals"] = deal_rows.large_deals(proposal, project, drafted.get("large_deals", []))
    trial = Trial(proposal, project, decks_before=decks_before)
    verdicts = trial.renew(proposal.numbers, drafted)
    recurring = carried.discrepancies(trial, verdicts)
    if recurring:
        drafted["known_discrepancies"] = [*drafted.get("known_discrepancies", []), *recurring]
        verdicts = trial.renew(proposal.numbers, drafted)
    new = {row["line_item"] for row in drafted["line_items"]}
    is_first = not project.before(proposal.source)
    found = sums(proposal.numbers, None if is_first else new - known) if is_first or new - known else []
    stated = {(row["total"], row["component"]) for row in project.rows("calculations")}
    found = [one for one in found if not {(one.total, part) for part in one.parts} <= stated]
    return Findings(
        proposal,
        drafted,
        verdicts,
        found,
        recurring,
        together(trial),
        explained.explanations(trial, verdicts),
        trial,
    )


def calculations(found: list[Sum], company: str, known: list[Row]) -> Iterator[Row]:
    """The rows of calculations.csv that say what the sums show; a relation that was drafted by hand stays as it is."""
    drafted = {row["calculation"] for row in known}
    for one in found:
        name = f"{one.total}_by_part"
        if name not in drafted:
            for part in one.parts:
                yield {
                    "company": company,
                    "calculation": name,
                    "total": one.total,
                    "component": part,
                    "weight": "1",
                    "comparison": "equals",
                }


def counted(findings: Findings) -> Counter[str]:
    return Counter(number.confidence or UNKNOWN for number in findings.proposal.numbers if number.is_figure)


def with_line_items(proposal: Proposal) -> Proposal:
    """The proposal with new line items under the names that they are accepted with."""
    return replace(
        proposal, numbers=tuple(replace(number, line_item=number.line_item.removeprefix(NEW)) for number in proposal.numbers)
    )
