"""
The facts of XBRL reports as JSON, read by Arelle. Runs in Arelle's own environment, so it imports nothing of Kessan.

Standard input is `{"reports": [{"instance": path}, {"inline": [path, ...]}], "shown": [path, ...]}`; `shown` are inline
documents beside an instance, from which only what a reader sees of each fact is taken. Nothing is fetched: Arelle is offline
and loads no taxonomy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from arelle import FileSource, PluginManager
from arelle.Cntlr import Cntlr
from arelle.UrlUtil import IXDS_DOC_SEPARATOR, IXDS_SURROGATE
from lxml import etree

NAMESPACES = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")
# no fact that is a number is so long; texts are not kept
LONGEST = 1_000


def controller() -> Cntlr:
    cntlr = Cntlr(logFileName="logToBuffer", disable_persistent_config=True)
    cntlr.webCache.workOffline = True
    cntlr.modelManager.skipDTS = True
    PluginManager.addPluginModule("inlineXbrlDocumentSet")
    PluginManager.reset()
    return cntlr


def entry(report: dict[str, Any]) -> str:
    """What Arelle opens: the instance, or the inline documents as one set."""
    if "instance" in report:
        return report["instance"]
    folder = Path(report["inline"][0]).parent
    # Arelle writes the names into XML as they are
    return str(folder / IXDS_SURROGATE) + IXDS_DOC_SEPARATOR.join(map(escape, report["inline"]))


def name(qname: Any) -> dict[str, str] | None:  # noqa: ANN401 (Arelle's own class)
    return None if qname is None else {"namespace": qname.namespaceURI or "", "prefix": qname.prefix or "", "name": qname.localName}


def context(fact: Any) -> dict[str, Any] | None:  # noqa: ANN401
    """Who, when and of what. Arelle's end of a duration or an instant is the midnight after it; here the days as written."""
    found = fact.context
    if found is None:
        return None
    dimensions = []
    for dimension in found.qnameDims.values():
        member = name(dimension.memberQname) if dimension.isExplicit else None
        typed = None if member or dimension.typedMember is None else "".join(dimension.typedMember.itertext()).strip()
        dimensions.append({"axis": name(dimension.dimensionQname), "member": member, "typed": typed})
    texts = {
        element.tag.rpartition("}")[2]: "".join(element.itertext()).strip()
        for element in found.iterdescendants()
        if isinstance(element.tag, str) and element.tag.endswith(("}startDate", "}endDate", "}instant", "}forever"))
    }
    scheme, identifier = found.entityIdentifier
    return {"scheme": scheme, "identifier": identifier, "dimensions": dimensions, **texts}


def unit(fact: Any) -> dict[str, list[dict[str, str] | None]] | None:  # noqa: ANN401
    if fact.unit is None:
        return None
    over, under = fact.unit.measures
    return {"over": [name(measure) for measure in over], "under": [name(measure) for measure in under]}


def label(element: etree._Element) -> str:
    """The first cell with text of the row that the fact stands in."""
    row = next(element.iterancestors("{*}tr"), None)
    if row is None:
        return ""
    for cell in row:
        text = " ".join("".join(cell.itertext()).split())
        if text and element not in cell.iterdescendants():
            return text[:LONGEST]
    return ""


def mark(element: etree._Element) -> str:
    """The character right before the fact, in the cell that it stands in: a triangle, a minus sign, a bracket."""
    at = element
    while at is not None:
        before = at.getprevious()
        text = (before.tail if before is not None else at.getparent().text if at.getparent() is not None else "") or ""
        if text.strip():
            return text.strip()[-1]
        if before is not None or at.getparent() is None or etree.QName(at.getparent()).localname in ("td", "p", "div"):
            return ""
        at = at.getparent()
    return ""


def shown(element: etree._Element) -> dict[str, Any]:
    """What a reader of the inline document sees of a number, and what its attributes make of it."""
    return {
        "text": "".join(element.itertext()).strip()[:LONGEST],
        "mark": mark(element),
        "label": label(element),
        **{key: element.get(key) for key in ("scale", "sign", "format")},
    }


def elements(model: Any) -> Iterator[Any]:  # noqa: ANN401
    """Facts in the order of the documents. Without a taxonomy Arelle leaves those of inline documents where they are."""
    if model.modelDocument is None:
        return
    documents = getattr(model, "ixdsHtmlElements", None)
    if documents is None:
        yield from sorted((fact for fact in model.factsInInstance if not fact.isTuple), key=lambda fact: fact.objectIndex)
        return
    for document in documents:
        for tag in document.iterdescendants(*(f"{{{uri}}}{kind}" for uri in NAMESPACES for kind in ("nonFraction", "nonNumeric"))):
            if tag.qname is not None:
                yield tag


def value_of(fact: Any) -> str | None:  # noqa: ANN401
    """The value as Arelle has it; of what it cannot transform, its complaint in parentheses, which is no number."""
    if fact.isNil:
        return None
    try:
        return fact.value
    except Exception as error:  # Arelle's transformations raise what they like
        return f"({type(error).__name__}: {error})"


def facts(model: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for fact in elements(model):
        is_number = fact.unitID is not None
        value = value_of(fact)
        yield {
            "concept": name(fact.qname),
            "context": fact.contextID,
            "unit": fact.unitID,
            "value": value if value is None or is_number else value.strip()[:LONGEST],
            "nil": bool(fact.isNil),
            **{key: fact.get(key) for key in ("decimals", "precision", "id")},
            "file": fact.modelDocument.filepath,
            "line": fact.sourceline,
            "shown": shown(fact) if is_number and fact.namespaceURI in NAMESPACES else None,
            "where": context(fact),
            "measures": unit(fact),
        }


def read(cntlr: Cntlr, report: dict[str, Any]) -> dict[str, Any]:
    """One report; facts in the order of the documents."""
    cntlr.logHandler.clearLogBuffer()
    model = cntlr.modelManager.load(FileSource.openFileSource(entry(report), cntlr))
    found = [] if model is None else list(facts(model))
    told = [record.getMessage() for record in cntlr.logHandler.logRecordBuffer if record.levelname in ("ERROR", "CRITICAL")]
    there = set() if model is None else {document.filepath for document in model.urlDocs.values()}
    if model is not None:
        model.close()
    return {"facts": found, "errors": told, "unread": [path for path in report.get("inline", []) if path not in there]}


def numbers_of(path: str) -> Iterator[dict[str, Any]]:
    """The numbers of an inline document, by the names under which its instance has them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    for element in etree.parse(path, parser).iter(*(f"{{{namespace}}}nonFraction" for namespace in NAMESPACES)):
        prefix, _, local = (element.get("name") or "").rpartition(":")
        yield {
            "namespace": element.nsmap.get(prefix or None, ""),
            "name": local,
            **{key: element.get(f"{key}Ref") for key in ("context", "unit")},
            "file": path,
            "line": element.sourceline,
            "shown": shown(element),
        }


def main() -> None:
    request = json.load(sys.stdin)
    # Arelle may print; the answer is all that standard output has
    answer, sys.stdout = sys.stdout, sys.stderr
    cntlr = controller()
    found = {
        "reports": [read(cntlr, report) for report in request["reports"]],
        "shown": [number for path in request["shown"] for number in numbers_of(path)],
    }
    json.dump(found, answer, ensure_ascii=False)
    answer.flush()


if __name__ == "__main__":
    main()
