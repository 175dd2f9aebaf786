"""The build that a release is made of: everything typed by hand passed, without a warning; and what a release says of it."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import typer
from release_files import SCHEMA
from release_proof import held_together
from release_store import DATABASE, ReleaseError, files_in, sha256
from rich.console import Console
from scratch_build import build_into

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
PASSED = ("success", "pass")
# dbt's lines on a node that starts or is done, which hide those on what failed
UNEVENTFUL = re.compile(r"^.* \d+ of \d+ (START|OK|PASS|NO-OP|SKIP) .*\n", re.MULTILINE)


def seed_sums() -> dict[str, str]:
    return {path: sha256(SEEDS / path) for path in files_in(SEEDS) if path.endswith(".csv")}


@dataclass(frozen=True)
class Proof:
    """A build that passed: the sums of the seeds, dbt's manifest and run results, and what was held together, by company."""

    seeds: dict[str, str]
    manifest: dict[str, Any]
    results: dict[str, Any]
    held: list[str]


def prove(scratch: Path, announce: Callable[[str], None], console: Console) -> Proof:
    """Build everything that is typed by hand, proofs of the code included. Raises ReleaseError where anything did not pass."""
    seeds = seed_sums()
    announce("building")
    manifest, results = built(scratch, console)
    if seed_sums() != seeds:
        raise ReleaseError("no release: seeds/ changed during the build; run it again")
    announce("holding all relations together")
    return Proof(seeds, manifest, results, held_together(scratch / DATABASE))


def run_dbt(scratch: Path) -> subprocess.CompletedProcess[str]:
    """`dbt build` of everything, proofs of the code included, into a fresh file in a folder of its own."""
    return build_into(scratch / DATABASE, scratch / "target", "everything")


def built(scratch: Path, console: Console) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build; the manifest and the run results, if everything passed."""
    with console.status("dbt build"):
        done = run_dbt(scratch)
    manifest, results = (read_json(scratch / "target" / name) for name in ("manifest.json", "run_results.json"))
    problems = problems_of_build(manifest, results)
    if done.returncode or problems:
        typer.echo(UNEVENTFUL.sub("", done.stdout) + done.stderr, err=True)
        hint = "`make build` makes the same in a file that you can look into"
        raise ReleaseError("\n".join([f"no release: dbt build ended with {done.returncode}", *problems, hint]))
    return manifest, results


def read_json(path: Path) -> dict[str, Any]:
    """What dbt wrote; nothing in it where dbt did not come so far."""
    nothing = {"metadata": {}, "nodes": {}, "unit_tests": {}, "results": []}
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else nothing


def runs(node: dict[str, Any]) -> bool:
    """Whether a build runs the node by itself: an analysis is only compiled, and an ephemeral model is part of others."""
    return node["resource_type"] != "analysis" and node["config"]["materialized"] != "ephemeral"


def problems_of_build(manifest: dict[str, Any], results: dict[str, Any]) -> list[str]:
    """Nodes of the manifest that did not run or did not pass; a warning and a skipped node did not."""
    if manifest["metadata"].get("invocation_id") != results["metadata"].get("invocation_id") or not manifest["nodes"]:
        return ["the manifest and the run results are not of one run"]
    expected = {name for name, node in manifest["nodes"].items() if runs(node)} | set(manifest["unit_tests"])
    status = {result["unique_id"]: result["status"] for result in results["results"]}
    problems = [f"{node}: did not run" for node in sorted(expected - set(status))]
    failed = [result for result in results["results"] if result["unique_id"] in expected and result["status"] not in PASSED]
    return problems + [f"{result['unique_id']}: {result['status']}, {result['message']}" for result in failed]


def stated(connection: duckdb.DuckDBPyConnection, proof: Proof, typed_alone: bool = False) -> dict[str, Any]:
    """
    What a release says of itself: what it was made from and by, and what was checked.

    `typed_alone` lists the known discrepancies of companies that are typed by hand; those of all others are counted.
    """
    tie_outs = f"built.{SCHEMA}.tie_outs"
    ran = [result for result in proof.results["results"] if result["status"] in PASSED]
    nodes = Counter((result["unique_id"].partition(".")[0], result["status"]) for result in ran)
    counts = connection.execute(f"select kind, status, count(*) from {tie_outs} group by all order by all").fetchall()
    typed = "and company in (select company from built.archive.companies where is_typed)" if typed_alone else ""
    known = connection.execute(
        f"select tie_out_id, status, reason, evidence from {tie_outs} where status <> 'consistent' {typed} order by all"
    ).fetchall()
    return {
        "decks": {Path(path).stem: digest for path, digest in proof.seeds.items() if path.startswith("decks/")},
        "seeds": {f"seeds/{path}": digest for path, digest in proof.seeds.items()},
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb")},
        },
        "git": git_state(),
        "nodes": [{"type": kind, "status": status, "count": count} for (kind, status), count in sorted(nodes.items())],
        "checks": [dict(zip(("kind", "status", "count"), row, strict=True)) for row in counts],
        "together": proof.held,
        "known_discrepancies": [dict(zip(("tie_out", "status", "reason", "evidence"), row, strict=True)) for row in known],
    }


def git_state() -> dict[str, Any] | None:
    """The commit, and whether files differ from it; None outside a repository."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        return None
    commit, changes = (
        subprocess.run([git, *command], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for command in (("rev-parse", "HEAD"), ("status", "--porcelain"))
    )
    return {"commit": commit, "changed_files": len(changes.splitlines())} if commit else None
