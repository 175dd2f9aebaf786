"""
Copies of a company, each with something changed, side by side in one DuckDB in memory and judged by the project's own SQL.

A copy is a company of its own, for companies bear on no other's checks: hundreds of spoilt decks, or hundreds of repairs, are
judged in one run. dbt compiles the project with the copies in its list; nothing is computed here that a build would not compute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from compiled import CompileError, compile_apart, copy_from, nodes_of_last_run, open_empty, statement
from filelock import FileLock
from landing.project import Project, Row
from landing.proposal import LANDED, LandingError, csv_text
from landing.verdicts import DECKS_BEFORE

from auditing.outcomes import NAMED, OF_MODELS, OF_TEXT, Failure, Outcome, failures, outcomes
from auditing.system import System

# what the audit of all relations together reads
RELATIONS = ("int_relation_terms", "int_variables")


@dataclass(frozen=True)
class Edit:
    """What is otherwise in a copy: by seq the row instead, or none where it is left out; rows that are added; another ledger."""

    rows: dict[str, Row | None] = field(default_factory=dict)
    added: tuple[Row, ...] = ()

    def then(self, other: Edit) -> Edit:
        """This edit, and another of the deck that it leaves."""
        added = tuple(other.rows.get(row["seq"], row) for row in self.added)
        mine = {row["seq"] for row in self.added}
        rows = self.rows | {seq: row for seq, row in other.rows.items() if seq not in mine}
        return Edit(rows, (*(row for row in added if row), *other.added))

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The rows of a deck with this edit, in their order."""
        kept = [self.rows.get(row["seq"], row) for row in rows]
        return sorted((row for row in (*kept, *self.added) if row), key=lambda row: float(row["seq"]))


@dataclass(frozen=True)
class Company:
    """What is copied: the newest decks of a company with their ledgers, and what else the project says of it."""

    project: Project
    name: str
    entries: tuple[dict, ...]
    decks: dict[str, list[Row]] = field(hash=False)
    ledgers: dict[str, list[Row]] = field(default_factory=dict, hash=False)
    # rows of seeds in the place of the project's, as a proposal drafts them
    seeds: dict[str, list[Row]] = field(default_factory=dict, hash=False)


def landed(project: Project, deck: str, *, decks_before: int = DECKS_BEFORE, with_ledger: bool = True) -> Company:
    """The company of a landed deck with the decks that bear on it: those before it, as far as growth reaches, and after it."""
    entries = {entry["deck"]: entry for entry in project.decks}
    if deck not in entries:
        raise LandingError(f"{deck} is not listed in {project.root / 'dbt_project.yml'}; listed are {', '.join(entries)}")
    of_company = project.decks_of(entries[deck]["company"])
    at = [entry["deck"] for entry in of_company].index(deck)
    near = of_company[max(0, at - decks_before) : at + decks_before + 1]
    ledgers = {entry["deck"]: project.ledger(entry["deck"]) for entry in near if entry.get("ledger") and with_ledger}
    near = [entry | {"ledger": entry["deck"] in ledgers} for entry in near]
    figures = {entry["deck"]: project.figures(entry["deck"]) for entry in near}
    return Company(project, entries[deck]["company"], tuple(near), figures, ledgers)


class Copies:
    """A warm database for so many copies of a company."""

    def __init__(self, company: Company, count: int, *, together: bool = False, threads: int = 2) -> None:
        self.company, self.count = company, count
        self.names = [entry["deck"] for entry in company.entries]
        root = company.project.root
        folder = root / "target/auditing" / f"{company.name}_{count}"
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            self.compile(root, folder)
            nodes = nodes_of_last_run(folder / "target", folder)
        unasked = (*OF_MODELS, *(() if company.ledgers else OF_TEXT))
        self.tests = [node for node in nodes if node["resource_type"] == "test" and node["name"] not in unasked]
        self.all_models = [node for node in nodes if node["resource_type"] == "model"]
        self.models = needed(self.all_models, self.tests)
        self.together = together
        self.held: dict[bytes, bool] = {}
        self.seeds = {node["name"]: node for node in nodes if node["resource_type"] == "seed"}
        self.connection = open_empty(nodes)
        self.connection.execute(f"set threads = {threads}")
        self.is_first, self.stopped = True, ""
        with TemporaryDirectory(prefix="kessan_") as scratch:
            self.scratch = Path(scratch)
            self.load_seeds()

    def compile(self, root: Path, folder: Path) -> None:
        entries = [self.renamed(entry, number) for number in range(self.count) for entry in self.company.entries]
        settings = self.company.project.settings | {"vars": {"decks": entries}}
        try:
            compile_apart(root, folder, settings, ["+path:tests/*.sql", *(f"+{name}" for name in RELATIONS)])
        except CompileError as error:
            raise LandingError(f"dbt could not compile the project:\n{error}\nmend that first; `dbt parse` shows it too") from None

    def renamed(self, entry: dict, number: int) -> dict:
        names = {key: f"{copy(number)}{entry[key]}" for key in ("deck", "company", "corrects") if entry.get(key)}
        return entry | names

    def load_seeds(self) -> None:
        """What every copy has: the reference data as it is, the company's rows of it and its decks once, to be copied."""
        for name, node in self.seeds.items():
            if NAMED.match(name):
                self.create(node["relation_name"], list(node["config"]["column_types"]))
                continue
            path = self.company.project.root / node["original_file_path"]
            columns = list(node["config"]["column_types"])
            if not path.exists() or "/decks/" in str(path) or "/ledgers/" in str(path):
                continue
            self.create(node["relation_name"], columns)
            if name in self.company.seeds:
                self.fill(node["relation_name"], columns, self.company.seeds[name])
            else:
                self.connection.execute(copy_from(node["relation_name"], path))
            own = self.is_own(columns)
            self.connection.execute(f"create temp table own_{name} as select * from {node['relation_name']} where {own}")
            # other companies have no decks here
            kept = "company is null" if "company" in columns else "false" if own != "false" else "true"
            self.connection.execute(f"create temp table common_{name} as select * from {node['relation_name']} where {kept}")
        for place, deck in enumerate(self.names):
            self.create(f"temp.deck_{place}", LANDED)
            self.fill(f"temp.deck_{place}", LANDED, self.company.decks[deck])
            if deck in self.company.ledgers:
                columns = list(self.seeds[f"{copy(0)}{deck}_ledger"]["config"]["column_types"])
                self.create(f"temp.ledger_{place}", columns)
                self.fill(f"temp.ledger_{place}", columns, self.company.ledgers[deck])

    def is_own(self, columns: Sequence[str]) -> str:
        """Which rows of a seed are the company's: by its name, or by that of a deck."""
        decks = "|".join(map(re.escape, self.names))
        conditions = [f"company = '{self.company.name}'"] if "company" in columns else []
        conditions += [f"deck in ({', '.join(repr(deck) for deck in self.names)})"] if "deck" in columns else []
        conditions += [f"regexp_matches(tie_out_id, '(^|:)({decks})(:|$)')"] if "tie_out_id" in columns else []
        return " or ".join(conditions) or "false"

    def create(self, relation: str, columns: Iterable[str]) -> None:
        kind = "temp table" if relation.startswith("temp.") else "table"
        self.connection.execute(f"create or replace {kind} {relation} ({', '.join(f'{column} varchar' for column in columns)})")

    def fill(self, relation: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        path = self.scratch / "rows.csv"
        path.write_text(csv_text(tuple(columns), [{column: row[column] for column in columns} for row in rows]), encoding="utf-8")
        self.connection.execute(copy_from(relation, path))

    def run(self, deck: str, edits: Sequence[Edit], *, with_text: bool = True) -> list[Outcome]:
        """What the tests, or those without the text, find in copies of the deck: first as it is, then with each edit."""
        if len(edits) >= self.count:
            raise ValueError(f"{len(edits)} edits of {self.count} copies, of which the first is left as it is")
        found = self.attempt(deck, [Edit(), *edits], with_text)
        if found is not None:
            return found
        if len(edits) <= 1:
            stops = Outcome(frozenset({Failure("the build stops", (("because", self.stopped),))}))
            return [self.run(deck, [], with_text=with_text)[0], stops] if edits else [stops]
        half = len(edits) // 2
        first, second = (self.run(deck, some, with_text=with_text) for some in (edits[:half], edits[half:]))
        return [*first, *second[1:]]

    def attempt(self, deck: str, edits: Sequence[Edit], with_text: bool) -> list[Outcome] | None:
        """One run; none where SQL stops, or where a failing row does not say which copy it is of."""
        self.load(deck, edits)
        found: list[set[Failure]] = [set() for _ in edits]
        try:
            for node in self.models:
                if self.is_first or node["config"]["materialized"] != "view":
                    self.connection.execute(statement(node))
            self.is_first = False
            for node in self.tests:
                if not with_text and node["name"] in OF_TEXT:
                    continue
                for number, failure in failures(self.connection, node):
                    if number is None:
                        self.stopped = f"{failure.test}: {failure.cells}"
                        return None
                    if number < len(edits):
                        found[number].add(failure)
        except duckdb.Error as error:
            self.is_first, self.stopped = True, str(error)
            return None
        found_by_copy = outcomes(self.connection, deck, found)
        return self.held_together(found_by_copy) if self.together and with_text else found_by_copy

    def make(self, *names: str) -> None:
        """Make models that the tests do not read, of the copies of the last run."""
        made = {node["unique_id"] for node in self.models}
        for node in needed(self.all_models, [node for node in self.all_models if node["name"] in names], itself=True):
            if node["unique_id"] not in made:
                self.connection.execute(statement(node))

    def held_together(self, found: Sequence[Outcome]) -> list[Outcome]:
        """What was found, and where no check fails whether all relations together contradict it, as the audit of a build asks."""
        self.make(*RELATIONS)
        return [
            outcome if outcome.is_caught_by_checks else replace(outcome, is_contradicted=self.is_contradicted(number))
            for number, outcome in enumerate(found)
        ]

    def is_contradicted(self, number: int) -> bool:
        return not System.of(self.connection, copy(number) + self.company.name).is_feasible(self.held)

    def load(self, deck: str, edits: Sequence[Edit]) -> None:
        numbers = f"(select printf('copy%03d_', number) as copy from range({len(edits)}) as numbers(number))"
        for name, node in self.seeds.items():
            if NAMED.match(name):
                self.connection.execute(f"truncate {node['relation_name']}")
            elif node["original_file_path"].split("/")[1] not in ("decks", "ledgers"):
                columns = list(node["config"]["column_types"])
                copied = ", ".join(self.copied(column) for column in columns)
                self.connection.execute(
                    f"truncate {node['relation_name']}; insert into {node['relation_name']} select * from common_{name}"
                    f" union all select {copied} from own_{name}, {numbers}"
                )
        for number, edit in enumerate(edits):
            for name in self.names:
                self.load_deck(number, name, edit if name == deck else Edit())

    def copied(self, column: str) -> str:
        if column == "company":
            return f"case when company = '{self.company.name}' then copy || company else company end"
        # ids have the deck between colons, the texts of a listed discrepancy name it as a word
        return f"regexp_replace({column}, '{as_word(self.names)}', '\\1' || copy || '\\2\\3', 'g')"

    def load_deck(self, number: int, deck: str, edit: Edit) -> None:
        relation, place = self.seeds[copy(number) + deck]["relation_name"], self.names.index(deck)
        without = f"where seq not in ({', '.join(repr(seq) for seq in edit.rows)})" if edit.rows else ""
        self.connection.execute(f"insert into {relation} select * from temp.deck_{place} {without}")
        for row in [*(row for row in edit.rows.values() if row), *edit.added]:
            cells = [row[column] or None for column in LANDED]
            self.connection.execute(f"insert into {relation} values ({', '.join('?' * len(cells))})", cells)
        if deck in self.company.ledgers:
            ledger = self.seeds[f"{copy(number)}{deck}_ledger"]["relation_name"]
            self.connection.execute(f"insert into {ledger} select * from temp.ledger_{place}")


def as_word(decks: Iterable[str]) -> str:
    """A pattern, for DuckDB and for Python, of a deck that is named: iij_1q25_2 does not name iij_1q25."""
    return f"(^|[^A-Za-z0-9_])({'|'.join(map(re.escape, decks))})([^A-Za-z0-9_]|$)"


def copy(number: int) -> str:
    return f"copy{number:03d}_"


def needed(models: list[dict], readers: list[dict], *, itself: bool = False) -> list[dict]:
    """The models that some nodes read, directly or not, in the order in which they are made; and the nodes themselves."""
    by_id = {node["unique_id"]: node for node in models}
    wanted: set[str] = set()
    waiting = [name for node in readers for name in ([node["unique_id"]] if itself else node["depends_on"]["nodes"])]
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in wanted:
            wanted.add(name)
            waiting += by_id[name]["depends_on"]["nodes"]
    made: dict[str, dict] = {}
    while len(made) < len(wanted):
        for node in models:
            inputs = [name for name in node["depends_on"]["nodes"] if name in wanted]
            if node["unique_id"] in wanted and node["unique_id"] not in made and all(name in made for name in inputs):
                made[node["unique_id"]] = node
    return [node for node in made.values() if node["config"]["materialized"] != "ephemeral"]
