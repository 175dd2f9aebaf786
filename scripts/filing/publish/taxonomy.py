"""The taxonomy that reports name: the dictionary in XBRL 2.1, Dimensions and Calculations 1.1.

The concepts stand in one schema of the standard and one of each company; statements and calculations are modules, of which a
report names those that it has. It loads without a network: beside itself it names only the schemas of xbrl.org, which every
XBRL processor has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote

from filing.publish import names
from filing.publish.linkbase import DIMENSIONAL, PARENT_CHILD, SUMMATION, Arc, Link, Role, linkbase, render
from filing.publish.read import Concept, Term

BASES = {"actual": ("実績", "Actual"), "forecast": ("予想", "Forecast"), "plan": ("計画", "Plan")}
# what the standard's schema has beside the dictionary, with its labels
BESIDE = {
    "basis": ("区分", "Basis"),
    "all_bases": ("すべての区分", "All bases"),
    **BASES,
    "vintage": ("資料", "Vintage: the deck that states it"),
    "as_of": ("時点", "As of: when it was expected, where that was before the deck"),
    "cube": ("決算説明資料の数値", "Figures of a deck"),
}
STANDARD_FILE = f"{names.STANDARD}.xsd"
DEFAULTS = Role("basis_and_its_default", "urn:kessan:role:basis", "Basis of a fact", f"{STANDARD_FILE}#basis_and_its_default")
HEADING = "heading"


def declared(name: str) -> str:
    """Where something is declared that the standard's schema has beside the dictionary."""
    return f"{STANDARD_FILE}#kessan_{name}"


def file_of(concept: Concept) -> str:
    return STANDARD_FILE if concept.is_standard else f"{names.file_of(concept.company)}.xsd"


def href(concept: Concept) -> str:
    """Where a concept is declared."""
    return f"{file_of(concept)}#{concept.prefix}_{concept.name}"


def statement_file(company: str, statement: str) -> str:
    """The module of a statement."""
    return f"statements/{names.file_of(company)}.{names.file_name(names.local_name(statement))}.xsd"


def calculation_file(calculation: str, measure: str) -> str:
    """The module of a calculation, of amounts or of changes."""
    return f"calculations/{names.file_name(names.element_name(calculation, measure))}.xsd"


def calculation_role(company: str, calculation: str, measure: str) -> str:
    """The extended link role of a calculation."""
    return f"{names.namespace_of(company)}:calculation:{quote(names.element_name(calculation, measure), safe='')}"


def statements_in(concepts: Iterable[Concept]) -> list[str]:
    """The modules of the statements that concepts stand in; of none, the standard's schema."""
    return sorted({statement_file(concept.company, concept.statement) for concept in concepts}) or [STANDARD_FILE]


def taxonomy_of_company(concepts: list[Concept], terms: list[Term]) -> dict[str, bytes]:
    """The taxonomy of one company, in its own words: files by their path."""
    company = concepts[0].company
    return {
        STANDARD_FILE: standard_schema([one for one in concepts if one.is_standard], labelled=[]),
        f"{names.file_of(company)}.xsd": company_schema(company, [one for one in concepts if not one.is_standard]),
        **statement_modules(concepts, labelled=concepts),
        **calculation_modules(concepts, terms),
    }


def taxonomy_of_all(concepts: list[Concept]) -> dict[str, bytes]:
    """The taxonomy of all companies, the standard's concepts in the standard's words."""
    standard = shared(concepts)
    files = {STANDARD_FILE: standard_schema(standard, labelled=standard)}
    for company, rows in groupby(concepts, key=lambda concept: concept.company):
        of_company = list(rows)
        own = [one for one in of_company if not one.is_standard]
        files[f"{names.file_of(company)}.xsd"] = company_schema(company, own)
        files |= statement_modules(of_company, labelled=own, before=f"{company} ")
    return files


def shared(concepts: Iterable[Concept]) -> list[Concept]:
    """The standard's concepts, once each: under the standard's names, and with a balance where all companies agree on it."""
    found: dict[str, Concept] = {}
    for concept in concepts:
        if concept.is_standard:
            known = found.setdefault(concept.qname, concept)
            if known.balance != concept.balance:
                found[concept.qname] = replace(known, balance=None)
    return [replace(one, name_ja=one.standard_name_ja, name_en=one.standard_name_en) for one in found.values()]


def labels_of(concepts: Iterable[Concept], up: str = "") -> list[tuple[str, str | None, str | None]]:
    return [(up + href(one), one.name_ja, one.name_en) for one in concepts]


def standard_schema(concepts: list[Concept], labelled: list[Concept]) -> bytes:
    """The standard's concepts, the dimensions, and the default of the basis."""
    arcs = [
        Arc(declared("basis"), declared("all_bases"), DIMENSIONAL + "dimension-domain", {"xbrldt:usable": "false"}),
        Arc(declared("basis"), declared("actual"), DIMENSIONAL + "dimension-default"),
        *(Arc(declared("all_bases"), declared(basis), DIMENSIONAL + "domain-member") for basis in BASES),
    ]
    labels = [(declared(name), *both) for name, both in BESIDE.items()] + labels_of(labelled)
    standard = {
        "role": DEFAULTS,
        "members": ["all_bases", *BASES],
        "linkbase": linkbase([DEFAULTS], [Link("definition", DEFAULTS.uri, arcs)], labels, []),
    }
    return render("schema.xsd.j2", namespace=names.NAMESPACES[names.STANDARD], standard=standard, concepts=concepts)


def company_schema(company: str, own: list[Concept]) -> bytes:
    """The company's own concepts."""
    return render("schema.xsd.j2", namespace=names.namespace_of(company), standard=None, concepts=own)


def statement_modules(concepts: list[Concept], labelled: list[Concept], before: str = "") -> dict[str, bytes]:
    """A module for each statement of a company: its tree, its labels, and that each of its facts has a basis and a vintage.

    `before` stands before the number of the statement, by which tools sort.
    """
    rows: dict[str, list[Concept]] = {}
    for concept in concepts:
        rows.setdefault(concept.statement, []).append(concept)
    words = {concept.qname for concept in labelled}
    return {
        statement_file(of_statement[0].company, statement): statement_module(f"{before}{number:03}", of_statement, words)
        for number, (statement, of_statement) in enumerate(rows.items(), start=1)
    }


def statement_module(number: str, concepts: list[Concept], words: set[str]) -> bytes:
    first = concepts[0]
    heading = f"#{HEADING}"
    role = Role(
        id="statement",
        uri=f"{names.namespace_of(first.company)}:statement:{quote(first.statement, safe='')}",
        definition=names.text(f"{number} {first.statement_name_en or ''} {first.statement_name_ja or ''}".strip()),
        href="#statement",
    )
    cube = [
        Arc(heading, up(declared("cube")), DIMENSIONAL + "all", {"xbrldt:contextElement": "scenario", "xbrldt:closed": "false"}),
        Arc(up(declared("cube")), up(declared("basis")), DIMENSIONAL + "hypercube-dimension", {"xbrldt:targetRole": DEFAULTS.uri}),
        Arc(up(declared("cube")), up(declared("vintage")), DIMENSIONAL + "hypercube-dimension"),
        *(Arc(heading, up(href(concept)), DIMENSIONAL + "domain-member") for concept in concepts),
    ]
    content = linkbase(
        [role, replace(DEFAULTS, href=up(DEFAULTS.href))],
        [Link("presentation", role.uri, tree(concepts)), Link("definition", role.uri, cube)],
        [
            (heading, first.statement_name_ja, first.statement_name_en),
            *labels_of((one for one in concepts if one.qname in words), up=up("")),
        ],
        [(up(href(one)), one.taxonomy) for one in concepts if one.taxonomy],
    )
    return render("module.xsd.j2", role=role, used_on=["presentation", "definition"], linkbase=content, heading=HEADING)


def up(path: str) -> str:
    """A path as a module in a folder sees it."""
    return f"../{path}"


def tree(concepts: list[Concept]) -> list[Arc]:
    """Each line item under the one that it is part of, and under it what else is said of it."""
    amounts = {concept.line_item: concept for concept in concepts if concept.measure == "level"}

    def above(concept: Concept) -> str:
        if concept.measure != "level":
            return up(href(amounts[concept.line_item]))
        whole = amounts.get(concept.part_of or "")
        return up(href(whole)) if whole and concept.line_item not in wholes(concept.part_of, amounts) else f"#{HEADING}"

    return [Arc(above(concept), up(href(concept)), PARENT_CHILD) for concept in concepts]


def wholes(line_item: str | None, amounts: dict[str, Concept]) -> set[str]:
    """A line item and all that it is part of within its statement."""
    found: set[str] = set()
    while line_item in amounts and line_item not in found:
        found.add(line_item)
        line_item = amounts[line_item].part_of
    return found


def calculation_modules(concepts: list[Concept], terms: list[Term]) -> dict[str, bytes]:
    """A module for each calculation, and for each change of which all terms are concepts."""
    by_name = {(concept.line_item, concept.measure): concept for concept in concepts}
    measures = sorted({concept.measure for concept in concepts if concept.measure_is_amount})
    return {
        calculation_file(calculation, measure): calculation_module(calculation, measure, rows)
        for calculation, members in ((name, list(found)) for name, found in groupby(terms, key=lambda term: term.calculation))
        for measure in measures
        if all((term.line_item, measure) in by_name for term in members)
        for rows in [[(by_name[term.line_item, measure], term) for term in members]]
    }


def calculation_module(calculation: str, measure: str, rows: list[tuple[Concept, Term]]) -> bytes:
    total = next(concept for concept, term in rows if term.is_total)
    role = Role(
        id="calculation",
        uri=calculation_role(total.company, calculation, measure),
        definition=names.text(f"{calculation}: {total.name_en or total.name_ja}"),
        href="#calculation",
    )
    arcs = [
        Arc(up(href(total)), up(href(concept)), SUMMATION, {"weight": str(term.weight)})
        for concept, term in rows
        if not term.is_total
    ]
    content = linkbase([role], [Link("calculation", role.uri, arcs)], [], [])
    return render("module.xsd.j2", role=role, used_on=["calculation"], linkbase=content, heading=None)
