"""Changes of the project's files, made all together or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from landing.project import Project, Row
from landing.proposal import LandingError, csv_text, replace_file


@dataclass
class Tree:
    """The files as they shall be; nothing is written before `write`."""

    root: Path
    contents: dict[Path, str] = field(default_factory=dict)

    def put(self, path: Path, content: str) -> None:
        self.contents[path] = content

    def text(self, path: Path) -> str:
        return self.contents[path] if path in self.contents else (self.root / path).read_text(encoding="utf-8")

    def changed(self) -> list[Path]:
        """The files that are not yet what they shall be."""
        return [
            path
            for path, content in sorted(self.contents.items())
            if not (self.root / path).exists() or (self.root / path).read_text(encoding="utf-8") != content
        ]

    def write(self) -> list[Path]:
        """Replace what changed; whatever goes wrong, every file is put back."""
        changed = self.changed()
        before = {path: (self.root / path).read_bytes() if (self.root / path).exists() else None for path in changed}
        try:
            for path in changed:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.root / path, self.contents[path])
        except BaseException:
            for path, content in before.items():
                if content is None:
                    (self.root / path).unlink(missing_ok=True)
                else:
                    (self.root / path).write_bytes(content)
                (self.root / path).with_name(f".{path.name}.new").unlink(missing_ok=True)
            raise
        return changed


def put_rows(tree: Tree, project: Project, seed: str, added: Iterable[Row], removed: Iterable[Row], key: tuple[str, ...]) -> None:
    """Add rows to a seed in the place of those with the same key, take others out, and keep the file sorted by its columns."""
    path, columns = project.seeds[seed]
    rows = list(csv.DictReader(io.StringIO(tree.text(path), newline="")))
    added = [{column: row.get(column, "") for column in columns} for row in added]
    keys = {tuple(row[column] for column in key) for row in added}
    removed = list(removed)
    kept = [row for row in rows if tuple(row[column] for column in key) not in keys and row not in removed]
    if added or len(kept) < len(rows):
        tree.put(path, csv_text(columns, in_order(seed, columns, [*kept, *added])))


def in_order(seed: str, columns: list[str], rows: list[Row]) -> list[Row]:
    """By the columns from the first; pages as they follow each other, which the text of a page number does not say."""
    if seed != "deck_pages":
        return sorted(rows, key=lambda row: [row[column] for column in columns])
    order = {id(row): place for place, row in enumerate(rows)}
    return sorted(rows, key=lambda row: (row["deck"], order[id(row)]))


def put_entry(tree: Tree, entry: dict) -> None:
    """
    The deck in the list of dbt_project.yml, in the order of names, everything else of the file as it stands.

    An entry that is there already is replaced.
    """
    path = Path("dbt_project.yml")
    text = tree.text(path)
    decks = node_of(yaml.compose(text, Loader=yaml.SafeLoader), "vars", "decks")
    if not isinstance(decks, yaml.SequenceNode) or decks.flow_style or not decks.value:
        raise LandingError(f"{path}: vars, decks is no list of decks, one below the other; put it so, then run this again")
    lines = text.splitlines(keepends=True)
    indent = " " * decks.start_mark.column
    block = "".join(f"{indent}{'- ' if first else '  '}{name}: {scalar(cell)}\n" for first, (name, cell) in marked(entry.items()))
    items = [(name_of(item), item.start_mark.line, end_of(item)) for item in decks.value]
    for name, start, end in items:
        if name == entry["deck"]:
            tree.put(path, "".join([*lines[:start], block, *lines[end:]]))
            return
    after = [start for name, start, _ in items if name > entry["deck"]]
    at = after[0] if after else items[-1][2]
    tree.put(path, "".join([*lines[:at], block, *lines[at:]]))


def marked(items: Iterable[tuple[str, object]]) -> Iterable[tuple[bool, tuple[str, object]]]:
    return ((place == 0, item) for place, item in enumerate(items))


def node_of(node: yaml.Node, *path: str) -> yaml.Node:
    for name in path:
        node = next((value for key, value in node.value if key.value == name), yaml.ScalarNode("null", ""))
        if isinstance(node, yaml.ScalarNode):
            return node
    return node


def name_of(item: yaml.Node) -> str:
    return next((value.value for key, value in item.value if key.value == "deck"), "")


def end_of(item: yaml.Node) -> int:
    """The line after the last value of an entry."""
    return max(value.end_mark.line for _, value in item.value) + 1


def scalar(cell: object) -> str:
    """One value on one line; a date stays text."""
    if isinstance(cell, bool):
        return str(cell).lower()
    written = yaml.safe_dump(str(cell), allow_unicode=True, width=10_000).splitlines()[0]
    return written
