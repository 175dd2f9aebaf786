"""Whether the numbers can be trusted."""

from __future__ import annotations

from reporting.answers.base import Answer, Group, Told
from reporting.marts import Marts
from reporting.provenance import Provenance
from reporting.text import Text, same


def trust(marts: Marts, provenance: Provenance) -> Answer:
    tie_outs, figures = marts.rows("tie_outs"), marts.rows("figure_audit")
    holding = sum(row["status"] == "consistent" for row in tie_outs)
    errors = [row for row in tie_outs if row["status"] == "inconsistent" and row["is_explained"]]
    unexplained = len(marts.unexplained)
    tied = sum(row["is_tied"] for row in figures)
    lines = [
        (Text("成立した照合", "Checks that hold"), same(f"{holding:,}")),
        (Text("照合された数値", "Figures in a check"), Text(f"{tied:,} / {len(figures):,}", f"{tied:,} of {len(figures):,}")),
        (Text("資料自体の誤り（根拠付き）", "Errors of the deck itself, with evidence"), same(f"{len(errors)}")),
        (Text("説明のない不成立", "Unexplained"), same(f"{unexplained}")),
    ]
    if unexplained:
        answer = Text(
            f"{unexplained}件の照合が説明なく成立していない。",
            f"Not yet: {unexplained} checks do not hold and nothing explains why.",
        )
    elif not holding:
        answer = Text(
            "印字どうしの照合がまだない。",
            "Not yet known: nothing that is printed could be checked against anything else.",
        )
    else:
        answer = Text(
            f"印字どうしの照合{holding:,}件が成立。成立しない照合と、資料だけでは確かめられない照合には、すべて理由を記載。",
            f"Yes: {holding:,} checks between printed figures hold, and each that fails or cannot be made says why.",
        )
    return Answer(
        Text("この数値は信頼できるか", "Can I trust these numbers?"),
        answer,
        "audit",
        [Group(None, [(label, [Told(text)]) for label, text in lines])],
    )
