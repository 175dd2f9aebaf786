"""The verdicts in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from landing.checking import Findings, counted
from landing.proposal import CONFIDENCES, FIGURE

LONGEST = 25


def told_drafts(findings: Findings) -> Iterator[str]:
    """The rows that were drafted to explain what does not hold, each with its file."""
    for seed, rows in findings.explanations.items():
        for row in rows:
            what = row.get("tie_out_id") or " ".join(
                filter(None, (row.get("kind"), row.get("relation"), row["line_item"], row.get("period")))
            )
            yield f"{findings.proposal.folder / seed}.csv, {what}: {row['evidence']}"


def tell(findings: Findings, console: Console) -> bool:
    """Say what holds, what does not, what looks wrong and what is left; whether nothing stands in the way of `accept`."""
    deck, verdicts = findings.proposal.deck, findings.verdicts
    counts = counted(findings)
    figures, others = counts.total(), sum(number.disposition != FIGURE for number in findings.proposal.numbers)
    console.print(f"{deck}: {figures} figures, {others} numbers that are none")
    console.print("  " + ", ".join(f"{counts[level]} {level}" for level in CONFIDENCES))
    tied = sum(found.checks > 0 for found in verdicts.figures.values())
    console.print(f"  checks bear on {tied} of {len(verdicts.figures)} figures")
    for title, lines in (
        ("cannot be read", findings.unreadable),
        ("not decided", findings.open),
        ("as in the deck before", [f"{row['tie_out_id']}: {row['evidence']}" for row in findings.carried]),
        ("sums that the numbers show", list(map(str, findings.sums))),
        (
            "to be confirmed where the page does say so, when `accept` has written them: take `confirm: ` out of the evidence",
            list(told_drafts(findings)),
        ),
    ):
        if lines:
            console.print(f"\n{len(lines)} {title}:", style="bold")
            console.print("\n".join(f"  {line}" for line in lines[:LONGEST]), soft_wrap=True)
            if len(lines) > LONGEST:
                console.print(f"  and {len(lines) - LONGEST} more")
    if verdicts.suspects:
        table = Table(
            "page",
            "printed",
            "line item",
            "period",
            "looks like",
            title=f"{len(verdicts.suspects)} look wrong",
            title_justify="left",
        )
        for row in verdicts.suspects:
            table.add_row(row["page"], row["print"], row["line_item"], row["period"], row["looks_like"])
        console.print("", table)
    if verdicts.failing:
        table = Table(
            "check",
            "pages",
            "printed",
            "recomputed from",
            title=f"{len(verdicts.failing)} checks do not hold",
            title_justify="left",
        )
        for check in verdicts.failing:
            what = f"{check.kind} {check.line_item} {check.period}".strip()
            if check.status != "inconsistent":
                what += f" ({check.status}: {check.relation})" if check.relation else f" ({check.status})"
            table.add_row(what, check.pages, check.printed, check.addends)
        console.print("", table)
    for finding in findings.together:
        console.print("", *finding.lines, sep="\n", style="red", soft_wrap=True)
    with console.status("trying which number it is"):
        suspected = findings.suspected
    if suspected:
        console.print("\nwhich number it probably is:", style="bold")
        console.print("\n".join(f"  {line}" for line in suspected), soft_wrap=True)
    return not (findings.unreadable or findings.open or findings.together)
