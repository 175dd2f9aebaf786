"""
The verdicts of a proposal: the project's own SQL, run in one DuckDB in memory on the rows as they would be landed.

dbt compiles the project with the deck in its list, in a copy under target/; what is compiled is kept until a model, a macro or
the list of decks changes. Nothing is computed here that a build would not compute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from compiled import CompileError, compile_apart, copy_from, nodes_of_last_run, open_empty, put_seeds, statement
from filelock import FileLock

from landing import drafts
from landing.project import Project, Row
from landing.proposal import LANDED, NEW, UNKNOWN, LandingError, Number, Proposal, csv_text, replace_file, with_seqs

MARTS = ("tie_outs", "tie_out_figures", "figure_audit")
# read by the audit of all relations together alone
RELATIONS = "models/intermediate/relations/"
TESTS = ("assert_figures_are_valid", "assert_no_figure_looks_wrong", "assert_coverage_is_kept")
# a year of quarters and the one before: what growth, sums over periods and vintages reach back to
DECKS_BEFORE = 5


@dataclass(frozen=True)
class Check:
    """One check as `tie_outs` has it."""

    tie_out_id: str
    kind: str
    relation: str
    status: str
    line_item: str
    measure: str
    period: str
    pages: str
    printed: str
    addends: str
    is_weak: bool
    is_explained: bool
    evidence: str

    @property
    def fails(self) -> bool:
        return self.status not in ("consistent", "uncheckable") and not self.is_explained


CHECK_COLUMNS = tuple(Check.__dataclass_fields__)


@dataclass(frozen=True)
class FigureVerdict:
    """What the checks say of one figure."""

    checks: int
    failing: int
    equalities: int
    untied_because: str


@dataclass(frozen=True)
class Verdicts:
    """Of the deck: by seq what bears on a figure, what fails, what cannot be read, and what looks wrong though nothing fails."""

    figures: dict[int, FigureVerdict]
    failing: list[Check]
    unreadable: list[Row]
    suspects: list[Row]
    seqs: list[int | None] = field(repr=False)


class Trial:
    """A warm database for one deck; `renew` runs everything that checks need."""

    def __init__(self, proposal: Proposal, project: Project, *, decks_before: int = DECKS_BEFORE) -> None:
        self.proposal, self.project = proposal, project
        self.scratch = TemporaryDirectory(prefix="kessan_")
        folder = project.root / "target/landing" / proposal.deck
        folder.mkdir(parents=True, exist_ok=True)
        # of several at once, in other terminals, one compiles and the others wait
        with FileLock(folder / "lock"):
            self.folder = compiled(proposal, project)
            self.open(decks_before)

    def open(self, decks_before: int) -> None:
        """Load the seeds of the company, with no figure of the deck itself."""
        nodes = nodes_of_last_run(self.folder / "target", self.folder)
        made = [node for node in nodes if node["resource_type"] != "test" and node["config"]["materialized"] != "ephemeral"]
        self.nodes = [node for node in made if not node["original_file_path"].startswith(RELATIONS)]
        self.relation_nodes = [node for node in made if node["original_file_path"].startswith(RELATIONS)]
        self.tests = {node["name"]: node["compiled_code"] for node in nodes if node["name"] in TESTS}
        self.lock = Lock()
        # by seed, the rows that were put there last
        self.loaded: dict[str, list[Row]] = {}
        self.connection = open_empty(nodes)
        self.is_first = True
        keep = self.kept_decks(decks_before)
        self.relations = {node["name"]: node["relation_name"] for node in self.nodes if node["resource_type"] == "seed"}
        for node in self.nodes:
            if node["resource_type"] == "seed":
                self.connection.execute(statement(node))
                if "/decks/" in node["original_file_path"] and node["name"] not in keep:
                    self.connection.execute(f"truncate {node['relation_name']}")

    def kept_decks(self, decks_before: int) -> set[str]:
        """This deck and the company's newest before it: what other companies landed bears on none of its checks."""
        mine = self.project.decks_of(self.proposal.source.company)
        self.is_whole = not decks_before or len(mine) <= decks_before
        newest = mine[-decks_before:] if decks_before else mine
        return {entry["deck"] for entry in newest} | {self.proposal.deck}

    def renew(self, numbers: Iterable[Number], drafted: dict[str, list[Row]]) -> Verdicts:
        """Load the rows as they are now and run the models again."""
        with self.lock:
            known = {row["line_item"] for row in drafted.get("line_items", [])}
            seqs = self.load(list(numbers), known)
            for seed in drafts.SEEDS:
                self.load_drafts(seed, drafted.get(seed, []))
            for node in self.nodes:
                if node["resource_type"] == "model" and (self.is_first or node["config"]["materialized"] != "view"):
                    self.connection.execute(statement(node))
            self.is_first = False
            return Verdicts(self.of_figures(), self.failing(), self.rows_of("assert_figures_are_valid"), self.suspects(), seqs)

    def load(self, numbers: list[Number], known: set[str]) -> list[int | None]:
        """Put the figures into the deck's table; a new line item that nobody has named yet is left out."""
        rows, seqs = [], []
        counted = iter(with_seqs(numbers))
        for number in numbers:
            if not number.is_figure:
                seqs.append(None)
                continue
            figure = next(counted)
            line_item = figure.line_item.removeprefix(NEW)
            is_left_out = not line_item or (figure.is_new and (line_item not in known or figure.confidence == UNKNOWN))
            seqs.append(None if is_left_out else int(figure.seq))
            if not is_left_out:
                rows.append({column: getattr(figure, column) for column in LANDED} | {"line_item": line_item})
        self.replace(self.proposal.deck, LANDED, rows)
        return seqs

    def load_drafts(self, seed: str, rows: list[Row]) -> None:
        """The project's rows, and the drafted ones in the place of those with the same key."""
        columns = self.project.columns(seed)
        key = drafts.KEYS[seed]
        drafted = {tuple(row[column] for column in key) for row in rows}
        kept = [row for row in self.project.rows(seed) if tuple(row[column] for column in key) not in drafted]
        self.replace(seed, columns, [*kept, *rows])

    def replace(self, seed: str, columns: Iterable[str], rows: list[Row]) -> None:
        self.loaded[seed] = rows
        relation, path = self.relations[seed], Path(self.scratch.name) / f"{seed}.csv"
        replace_file(path, csv_text(tuple(columns), rows))
        self.connection.execute(f"truncate {relation}; {copy_from(relation, path)}")

    def of_figures(self) -> dict[int, FigureVerdict]:
        found = self.connection.execute(
            """
            select
                audit.seq,
                count(checks.tie_out_id),
                count(checks.tie_out_id) filter (
                    where checks.status not in ('consistent', 'uncheckable') and not checks.is_explained
                ),
                count(checks.tie_out_id) filter (
                    where checks.status = 'consistent' and kinds.is_equality = 'true' and not checks.is_weak
                ),
                coalesce(any_value(audit.untied_because), '')
            from marts.figure_audit as audit
            left join marts.tie_out_figures as inputs using (figure_id)
            left join marts.tie_outs as checks using (tie_out_id)
            left join landing.check_kinds as kinds using (kind)
            where audit.deck = ?
            group by audit.seq
            """,
            [self.proposal.deck],
        ).fetchall()
        return {int(seq): FigureVerdict(*rest) for seq, *rest in found}

    def failing(self) -> list[Check]:
        """The deck's checks that do not hold, and the company's relations that nothing checks."""
        return self.checks(
            "(deck = ? or (status = 'unbound' and company = ? and ?))"
            " and status not in ('consistent', 'uncheckable') and not is_explained",
            self.proposal.deck,
            self.proposal.source.company,
            self.is_whole,
        )

    def checks_of(self, seq: int) -> list[Check]:
        """The checks that bear on a figure, those that fail first."""
        with self.lock:
            return self.checks(
                "tie_out_id in (select tie_out_id from marts.tie_out_figures inner join marts.figure_audit using (figure_id)"
                " where figure_audit.deck = ? and seq = ?)",
                self.proposal.deck,
                seq,
            )

    def checks(self, condition: str, *values: object) -> list[Check]:
        shown = ", ".join(
            f"coalesce({column}, false)" if column.startswith("is_") else f"coalesce({column}, '')" for column in CHECK_COLUMNS
        )
        rows = self.connection.execute(
            f"select {shown} from marts.tie_outs where {condition}"
            " order by (status in ('consistent', 'uncheckable') or is_explained), kind, tie_out_id",
            list(values),
        ).fetchall()
        return [Check(*row) for row in rows]

    def rows_of(self, test: str) -> list[Row]:
        """What a test of the project finds, of this deck."""
        if test not in self.tests:
            return []
        relation = self.connection.sql(self.tests[test])
        columns = relation.columns
        rows = [
            {name: "" if cell is None else str(cell) for name, cell in zip(columns, row, strict=True)}
            for row in relation.fetchall()
        ]
        return [row for row in rows if self.proposal.deck in (row.get("deck"), Path(row.get("deck_file", "")).stem)]

    def suspects(self) -> list[Row]:
        return self.rows_of("assert_no_figure_looks_wrong")


def compiled(proposal: Proposal, project: Project) -> Path:
    """The folder in which the project is compiled with this deck in its list, made anew where anything changed."""
    folder = project.root / "target/landing" / proposal.deck
    entry = project.entry(proposal)
    settings = project.settings | {
        "vars": {"decks": [*(e for e in project.decks if e["deck"] != proposal.deck), entry | {"ledger": False}]}
    }
    try:
        is_fresh = compile_apart(project.root, folder, settings, [f"+{name}" for name in (*MARTS, "int_relation_terms", *TESTS)])
    except CompileError as error:
        raise LandingError(
            f"dbt could not compile the project with the deck in its list:\n{error}\nmend that first; `dbt parse` shows it too"
        ) from None
    if not is_fresh:
        put_seeds(project.root, folder, settings)
    (folder / f"seeds/ledgers/{proposal.deck}_ledger.csv").unlink(missing_ok=True)
    (folder / f"seeds/decks/{proposal.deck}.csv").write_text(",".join(LANDED) + "\n", encoding="utf-8")
    return folder
