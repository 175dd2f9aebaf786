"""Run in Arelle's environment: what Arelle adds up in a report package, and what it says of it, as JSON.

Arelle says nothing of a sum that it did not find. So that a package without sums does not pass for one without errors, this
counts them by Arelle's own keys: those of a total, and of each of its components, in one context and unit.

    .venv-arelle/bin/python scripts/filing/publish/arelle_sums.py c11r PACKAGE...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

from arelle import XbrlConst
from arelle.api.Session import Session
from arelle.ModelXbrl import ModelXbrl
from arelle.RuntimeOptions import RuntimeOptions
from arelle.ValidateXbrlCalcs import ValidateCalcsMode, ValidateXbrlCalcs

MODES = {"c11r": ValidateCalcsMode.ROUND_TO_NEAREST, "c11t": ValidateCalcsMode.TRUNCATION}
INCONSISTENT = "calc11e:inconsistentCalculationUsing"


def sums_of(model: ModelXbrl, mode: str) -> dict[str, Any]:
    """Each total that Arelle adds up in a report: in which role and context, whether from all components, and whether it agrees."""
    calculator = ValidateXbrlCalcs(model, MODES[mode])
    said = [(one.codes, one.args or {}) for one in calculator.validate()]
    wrong = {
        (args["linkrole"], str(args["concept"]), args["contextID"]) for codes, args in said if str(codes).startswith(INCONSISTENT)
    }
    return {
        "report": model.uri,
        "facts": len(model.facts),
        "notes": len({resource.id for relation in notes(model) for resource in [relation.toModelObject]}),
        "sums": list(bound(model, calculator, wrong)),
        "other_messages": sorted(str(codes) for codes, _ in said if not str(codes).startswith(INCONSISTENT)),
    }


def notes(model: ModelXbrl) -> list[Any]:
    return model.relationshipSet(XbrlConst.factFootnote).modelRelationships


def bound(model: ModelXbrl, calculator: ValidateXbrlCalcs, wrong: set[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    for arcrole, role, link, arc in list(model.baseSets):
        if arcrole != XbrlConst.summationItem11 or not (role and link and arc):
            continue
        for total, relations in model.relationshipSet(arcrole, role, link, arc).fromModelObjects().items():
            components = [calculator.itemConceptBindKeys[relation.toModelObject] for relation in relations]
            for key in calculator.sumConceptBindKeys[total]:
                there = sum(key in keys for keys in components)
                if there:
                    context = calculator.sumFacts[(total, *key)][0].context
                    yield {
                        "role": role,
                        "total": str(total.qname),
                        "as_of": dimension(context, "as_of"),
                        "is_complete": there == len(components),
                        "is_consistent": (role, str(total.qname), context.id) not in wrong,
                    }


def dimension(context: Any, name: str) -> str | None:  # noqa: ANN401
    """The value of a typed dimension."""
    return next((one.typedMember.textValue for one in context.qnameDims.values() if one.dimensionQname.localName == name), None)


def main(mode: str, *packages: str) -> None:
    found = []
    with TemporaryDirectory() as folder, Session() as session:
        for package in packages:
            options = RuntimeOptions(
                entrypointFile=package, internetConnectivity="offline", keepOpen=True, logFile=f"{folder}/log.txt"
            )
            session.run(options)
        found = [sums_of(model, mode) for model in session.get_models()]
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
