"""Every table and column is described, every model has an owner, every mart is known to who reads it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, Project

# from the decks to the marts of checks: a build waits for its longest chain of models
DEEPEST = 16


@pytest.fixture(scope="module")
def documented(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make docs` generates, in a directory of its own."""
    target = tmp_path_factory.mktemp("docs")
    done = built.dbt("docs", "generate", "--static", "--target-path", str(target))
    assert done.returncode == 0, done.stdout
    return target


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def is_landed_text(node: dict) -> bool:
    """A deck or its ledger: base_deck_figures and stg_ledger describe the columns of all of them once."""
    return node["original_file_path"].startswith(("seeds/decks/", "seeds/ledgers/"))


def test_every_table_and_every_column_is_described(documented: Path) -> None:
    manifest, catalog = load(documented / "manifest.json"), load(documented / "catalog.json")
    assert catalog["errors"] is None
    tables = {
        key: node
        for key, node in (manifest["nodes"] | manifest["sources"]).items()
        if node["resource_type"] in ("model", "seed", "source") and node["config"].get("materialized") != "ephemeral"
    }
    assert set(tables) == set(catalog["nodes"]) | set(catalog["sources"])
    missing, gone, columns = [], [], 0
    for key, node in tables.items():
        if is_landed_text(node):
            continue
        described = {name.lower() for name, column in node["columns"].items() if column["description"].strip()}
        found = {name.lower() for name in (catalog["nodes"] | catalog["sources"])[key]["columns"]}
        columns += len(found)
        missing += [node["name"]] if not node["description"].strip() else []
        missing += [f"{node['name']}.{column}" for column in sorted(found - described)]
        gone += [f"{node['name']}.{column}" for column in sorted({name.lower() for name in node["columns"]} - found)]
    assert not missing, f"no description: {', '.join(missing)}"
    assert not gone, f"described, but not there: {', '.join(gone)}"
    assert len(tables) >= 80
    assert columns >= 1000


def test_every_macro_is_described_with_its_arguments(documented: Path) -> None:
    macros = [macro for macro in load(documented / "manifest.json")["macros"].values() if macro["package_name"] == "kessan"]
    assert len(macros) >= 100
    assert [macro["name"] for macro in macros if not macro["description"].strip()] == []
    for macro in macros:
        if macro["name"].startswith("materialization_"):
            continue  # it has no arguments
        (signature,) = re.findall(rf"macro {macro['name']}\((.*?)\) *-?%}}", macro["macro_sql"], re.S)
        names = re.findall(r"(?:^|, *)\s*(\w+)(?==|,|\s*$)", signature)
        assert [argument["name"] for argument in macro["arguments"]] == names, macro["name"]
        assert all(argument["description"].strip() for argument in macro["arguments"]), macro["name"]


def test_the_static_documentation_is_one_page_that_holds_every_mart(documented: Path) -> None:
    page = (documented / "static_index.html").read_text(encoding="utf-8")
    manifest = load(documented / "manifest.json")
    marts = [node["name"] for node in manifest["nodes"].values() if node.get("access") == "public"]
    assert marts
    assert [name for name in marts if f'"model.kessan.{name}"' not in page] == []


def test_marts_are_public_and_every_model_has_an_owner(documented: Path) -> None:
    manifest = load(documented / "manifest.json")
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    owners = {group["name"]: group["owner"]["name"] for group in manifest["groups"].values()}
    assert set(owners) == {"audit", "core", "finance", "operations"}
    for node in models:
        is_mart = node["schema"] == "marts"
        assert node["access"] == ("public" if is_mart else "protected"), node["name"]
        # what only one company has belongs to operations
        folder = node["fqn"][2]
        assert node["group"] == ((folder if folder in owners else "operations") if is_mart else "core"), node["name"]
    assert len(models) >= 60


def test_no_model_stands_deeper_than_it_has_to(documented: Path) -> None:
    nodes = load(documented / "manifest.json")["nodes"]
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}

    @cache
    def chain(key: str) -> tuple[str, ...]:
        """The longest chain of models that ends with this one."""
        behind = [chain(parent) for parent in models[key]["depends_on"]["nodes"] if parent in models]
        return (*max(behind, key=len, default=()), models[key]["name"])

    longest = max((chain(key) for key in models), key=len)
    assert len(longest) <= DEEPEST, f"{len(longest)} models deep; let one of them read what is flatter: {' > '.join(longest)}"


def test_every_mart_is_in_the_exposure_for_bi(documented: Path) -> None:
    manifest = load(documented / "manifest.json")
    marts = {key for key, node in manifest["nodes"].items() if node.get("access") == "public"}
    read = {name: set(exposure["depends_on"]["nodes"]) for name, exposure in manifest["exposures"].items()}
    assert marts, "no mart"
    assert sorted(marts - read["exposure.kessan.business_intelligence"]) == [], "add them to models/exposures.yml"
    assert read["exposure.kessan.earnings_report"]
    for name, nodes in read.items():
        assert nodes <= marts, f"{name} reads what is not a mart: {sorted(nodes - marts)}"


def test_no_model_or_seed_scores_under_nine(documented: Path) -> None:
    manifest = documented / "manifest.json"
    done = subprocess.run(
        # a deck scores zero, being described elsewhere: the items that have to score are picked below
        [
            Path(sys.executable).with_name("dbt-score"),
            "lint",
            "--format",
            "json",
            "--fail-any-item-under",
            "0",
            "--manifest",
            manifest,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    items = json.loads(done.stdout)["evaluables"]
    nodes = load(manifest)["nodes"]
    low = [
        f"{name} scores {item['score']:.1f}: {rule['message']}"
        for name, item in items.items()
        for rule in item["results"].values()
        if item["score"] < 9 and rule["message"] and not (name in nodes and is_landed_text(nodes[name]))
    ]
    assert not low, "\n".join(low)
    assert done.returncode == 0, done.stderr
    tables = [key for key, node in nodes.items() if node["resource_type"] in ("model", "seed")]
    assert len(tables) >= 80
    assert set(tables) <= set(items)
