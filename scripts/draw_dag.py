"""Draw the project's graph into README.md: folders of seeds and models, and which folder reads which."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "target/manifest.json"
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- dag -->\n).*?(<!-- /dag -->)", re.DOTALL)
# what a reader meets from left to right; a folder below one of them is a box
LAYERS = {
    "seeds": "seeds: what is typed",
    "models/staging": "",
    "models/intermediate": "intermediate",
    "models/marts": "marts: what BI reads",
}
Edge = tuple[str, str]


def folder_of(path: str) -> str | None:
    """The folder below a layer, or the layer where it has none; None of what is no seed or model."""
    layer = next((name for name in LAYERS if path.startswith(f"{name}/")), None)
    if layer is None:
        return None
    inner = Path(path).relative_to(layer).parts
    return f"{layer}/{inner[0]}" if len(inner) > 1 and layer != "models/staging" else layer


def folders(manifest: dict[str, Any]) -> dict[str, str]:
    """The folder of each seed and model."""
    nodes = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("seed", "model")}
    found = {key: folder_of(node["original_file_path"]) for key, node in nodes.items()}
    return {key: folder for key, folder in found.items() if folder}


def edges_between(manifest: dict[str, Any], folder: dict[str, str]) -> set[Edge]:
    """Which folder reads which, without what follows from the others: a path through more folders says the same."""
    edges = {
        (folder[parent], folder[child])
        for child in folder
        for parent in manifest["nodes"][child].get("depends_on", {}).get("nodes", [])
        if parent in folder and folder[parent] != folder[child]
    }
    return {edge for edge in edges if not leads(edges - {edge}, *edge)}


def leads(edges: set[Edge], start: str, end: str) -> bool:
    """Whether one gets from the start to the end."""
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        further = {child for parent, child in edges if parent == here} - reached
        reached |= further
        waiting += further
    return end in reached


def mermaid(manifest: dict[str, Any]) -> str:
    """The graph as Mermaid, which GitHub and most editors draw."""
    folder = folders(manifest)
    sizes = Counter(folder.values())
    lines = ["flowchart LR"]
    for layer, title in LAYERS.items():
        boxes = sorted(name for name in sizes if name == layer or name.startswith(f"{layer}/"))
        drawn = [f'{identifier(name)}["{Path(name).name}<br/>{sizes[name]}"]' for name in boxes]
        if title:
            drawn = [f'subgraph {identifier(layer)}_layer["{title}"]', *(f"  {box}" for box in drawn), "end"]
        lines += [f"  {line}" for line in drawn]
    lines += [f"  {identifier(parent)} --> {identifier(child)}" for parent, child in sorted(edges_between(manifest, folder))]
    return "\n".join(["```mermaid", *lines, "```", ""])


def identifier(name: str) -> str:
    return name.replace("/", "_")


def main(
    manifest: Annotated[Path, typer.Option(help="What dbt knows of the project; any dbt command writes it.")] = MANIFEST,
    readme: Annotated[Path, typer.Option(help="The file with the picture.")] = README,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail if something would change.")] = False,
) -> None:
    """Draw the graph of the project between the marks `dag` of README.md."""
    if not manifest.exists():
        raise typer.BadParameter(f"{manifest} does not exist; run `dbt parse` first")
    picture = mermaid(json.loads(manifest.read_text(encoding="utf-8")))
    before = readme.read_text(encoding="utf-8")
    after, drawn = BLOCK.subn(lambda match: match[1] + picture + match[2], before)
    if not drawn:
        raise typer.BadParameter(f"{readme} has no line <!-- dag --> with a line <!-- /dag --> after it")
    if check and before != after:
        typer.echo(f"{readme}: shows another graph than the project has; run `make readme`", err=True)
        raise typer.Exit(1)
    if not check:
        readme.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
