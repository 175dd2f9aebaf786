"""The taxonomy that reports name: the dictionary as schemas and linkbases of XBRL 2.1, Dimensions and Calculations 1.1.

It loads without a network: beside itself it names only the schemas of xbrl.org, which every XBRL processor has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from filing.publish import names
from filing.publish.read import Concept, Term

BASES = {"actual": ("実績", "Actual"), "forecast": ("予想", "Forecast"), "plan": ("計画", "Plan")}
# what the taxonomy has beside the dictionary, with its labels
DIMENSIONS = {
    "basis": ("区分", "Basis"),
    "all_bases": ("すべての区分", "All bases"),
    **BASES,
    "vintage": ("資料", "Vintage: the deck that states it"),
    "as_of": ("時点", "As of: when it was expected, where that was before the deck"),
    "cube": ("決算説明資料の数値", "Figures of a deck"),
}
MEMBERS = ("all_bases", *BASES)
ARCROLES = "http://xbrl.org/int/dim/arcrole/"
DIMENSIONAL = ("all", "hypercube-dimension", "dimension-domain", "dimension-default", "domain-member")
# no statement has a name with two dots
ALL_FIGURES = "all.figures.abstract"
STANDARD_FILE = f"{names.STANDARD}.xsd"

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=lambda template: not str(template).endswith(".md.j2"),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Role:
    """An extended link role, and where it is declared."""

    id: str
    uri: str
    definition: str
    used_on: tuple[str, ...]
    file: str

    @property
    def href(self) -> str:
        return f"{self.file}#{self.id}"


@dataclass(frozen=True)
class Arc:
    source: str
    target: str
    arcrole: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """The arcs of a role."""

    role: Role
    arcs: list[Arc]

    @property
    def hrefs(self) -> list[str]:
        return list(dict.fromkeys(href for arc in self.arcs for href in (arc.source, arc.target)))

    @property
    def labels(self) -> dict[str, str]:
        return {href: f"l{number}" for number, href in enumerate(self.hrefs, start=1)}


def render(template: str, **values: object) -> bytes:
    return TEMPLATES.get_template(template).render(**values).encode()


def file_of(concept: Concept) -> str:
    return STANDARD_FILE if concept.is_standard else entry_point(concept.company)


def href(concept: Concept) -> str:
    """Where a concept is declared."""
    return f"{file_of(concept)}#{concept.prefix}_{concept.name}"


def calculation_file(calculation: str, measure: str) -> str:
    """The module of a calculation, of amounts or of changes, beside the schemas."""
    return f"calculations/{names.file_name(names.element_name(calculation, measure))}.xsd"


def entry_point(company: str) -> str:
    """The schema that a report of the company names."""
    return f"{names.file_of(company)}.xsd"


def shared(concepts: Iterable[Concept]) -> list[Concept]:
    """The standard's concepts, once each: under the standard's names, and with a balance where all companies agree on it."""
    found: dict[str, Concept] = {}
    for concept in concepts:
        if concept.is_standard:
            known = found.setdefault(concept.qname, concept)
            if known.balance != concept.balance:
                found[concept.qname] = replace(known, balance=None)
    return [replace(one, name_ja=one.standard_name_ja, name_en=one.standard_name_en) for one in found.values()]


def taxonomy_of_company(concepts: list[Concept], terms: list[Term]) -> dict[str, bytes]:
    """The taxonomy of one company, in its own words: files by their path, the modules of its calculations among them."""
    return {
        **standard_files([concept for concept in concepts if concept.is_standard]),
        **company_files(concepts),
        **calculation_files(concepts, terms),
    }


def taxonomy_of_all(concepts: list[Concept]) -> dict[str, bytes]:
    """The taxonomy of all companies, the standard's concepts in the standard's words."""
    files = standard_files(shared(concepts))
    for _, own in groupby(concepts, key=lambda concept: concept.company):
        files |= company_files(list(own))
    return files


DEFAULTS = Role("dimensions", "urn:kessan:role:dimensions", "Basis of a fact", ("definitionLink",), STANDARD_FILE)


def standard_files(concepts: list[Concept]) -> dict[str, bytes]:
    """The standard's concepts, and the dimensions."""
    basis, domain, default = (f"{STANDARD_FILE}#kessan_{name}" for name in ("basis", "all_bases", "actual"))
    arcs = [
        Arc(basis, domain, ARCROLES + "dimension-domain", {"xbrldt:usable": "false"}),
        Arc(basis, default, ARCROLES + "dimension-default"),
    ]
    arcs += [Arc(domain, f"{STANDARD_FILE}#kessan_{member}", ARCROLES + "domain-member") for member in BASES]
    extra = [(f"{STANDARD_FILE}#kessan_{name}", *labels) for name, labels in DIMENSIONS.items()]
    schema = {
        "namespace": names.NAMESPACES[names.STANDARD],
        "is_standard": True,
        "members": MEMBERS,
        "roles": [DEFAULTS],
        "linkbases": [
            {"href": "kessan-labels.xml", "role": "label"},
            {"href": "kessan-references.xml", "role": "reference"},
            {"href": "kessan-dimensions.xml", "role": "definition"},
        ],
        "imports": [],
        "abstracts": [],
        "concepts": concepts,
    }
    return {
        STANDARD_FILE: render("schema.xsd.j2", schema=schema),
        "kessan-labels.xml": labels_file(concepts, extra),
        "kessan-references.xml": references_file(concepts),
        "kessan-dimensions.xml": arcs_file("definition", [Link(DEFAULTS, arcs)]),
    }


def company_files(concepts: list[Concept]) -> dict[str, bytes]:
    """The company's own concepts, its statements as trees, and which of all its concepts have a basis and a vintage."""
    company = concepts[0].company
    prefix, file, stem = names.prefix_of(company), entry_point(company), names.file_of(company)
    own = [concept for concept in concepts if not concept.is_standard]
    statements = statements_of(concepts)
    trees = [Link(statement_role(company, number, rows), tree(company, rows)) for number, rows in enumerate(statements, start=1)]
    cube = cube_of(company, file, concepts)
    abstracts = [{"name": abstract_name(rows[0]), "id": f"{prefix}_{abstract_name(rows[0])}"} for rows in statements]
    abstracts.append({"name": ALL_FIGURES, "id": f"{prefix}_{ALL_FIGURES}"})
    extra = [
        (f"{file}#{prefix}_{abstract_name(rows[0])}", rows[0].statement_name_ja, rows[0].statement_name_en) for rows in statements
    ]
    extra.append((f"{file}#{prefix}_{ALL_FIGURES}", "決算説明資料の数値", "Figures of a deck"))
    schema = {
        "namespace": names.namespace_of(company),
        "is_standard": False,
        "roles": [link.role for link in (*trees, cube)],
        "linkbases": [
            {"href": f"{stem}-labels.xml", "role": "label"},
            {"href": f"{stem}-references.xml", "role": "reference"},
            {"href": f"{stem}-presentation.xml", "role": "presentation"},
            {"href": f"{stem}-dimensions.xml", "role": "definition"},
        ],
        "imports": [{"namespace": names.NAMESPACES[names.STANDARD], "href": STANDARD_FILE}],
        "abstracts": abstracts,
        "concepts": own,
    }
    return {
        file: render("schema.xsd.j2", schema=schema),
        f"{stem}-labels.xml": labels_file(own, extra),
        f"{stem}-references.xml": references_file(own),
        f"{stem}-presentation.xml": arcs_file("presentation", trees),
        f"{stem}-dimensions.xml": arcs_file("definition", [cube], (cube.role, DEFAULTS)),
    }


def labels_file(concepts: list[Concept], extra: list[tuple[str, str, str]]) -> bytes:
    labels = [(href(concept), concept.name_ja, concept.name_en) for concept in concepts]
    return render(
        "labels.xml.j2",
        labels=[{"href": where, "ja": names.text(ja or ""), "en": names.text(en or "")} for where, ja, en in [*extra, *labels]],
    )


def references_file(concepts: list[Concept]) -> bytes:
    """What public taxonomies call a concept; a reference, for an arc would have a processor fetch the taxonomy."""
    references = [{"href": href(concept), "concepts": concept.taxonomy.split()} for concept in concepts if concept.taxonomy]
    return render("references.xml.j2", references=references, namespace=names.NAMESPACES[names.STANDARD])


def arcs_file(kind: str, links: list[Link], roles: tuple[Role, ...] | None = None) -> bytes:
    """A linkbase; `roles` are those that it names, where they are not just those of its links."""
    known = {arc.arcrole.removeprefix(ARCROLES) for link in links for arc in link.arcs}
    schema = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
    arcroles = [{"uri": ARCROLES + name, "href": f"{schema}#{name}"} for name in DIMENSIONAL if name in known]
    return render("arcs.xml.j2", kind=kind, links=links, arcroles=arcroles, roles=roles or [link.role for link in links])


def statements_of(concepts: list[Concept]) -> list[list[Concept]]:
    """The concepts of each statement, in the order of the first."""
    rows: dict[str, list[Concept]] = {}
    for concept in concepts:
        rows.setdefault(concept.statement, []).append(concept)
    return list(rows.values())


def abstract_name(concept: Concept) -> str:
    return f"{names.local_name(concept.statement)}.abstract"


def statement_role(company: str, number: int, rows: list[Concept]) -> Role:
    first = rows[0]
    return Role(
        id=f"statement.{names.local_name(first.statement)}",
        uri=f"{names.namespace_of(company)}:statement:{quote(first.statement, safe='')}",
        definition=names.text(f"{number:03} {first.statement_name_en or ''} {first.statement_name_ja or ''}".strip()),
        used_on=("presentationLink",),
        file=entry_point(company),
    )


def tree(company: str, rows: list[Concept]) -> list[Arc]:
    """A statement: each line item under the one that it is part of, and under it what else is said of it."""
    amounts = {concept.line_item: concept for concept in rows if concept.measure == "level"}
    root = f"{entry_point(company)}#{names.prefix_of(company)}_{abstract_name(rows[0])}"

    def above(concept: Concept) -> str:
        if concept.measure != "level":
            return href(amounts[concept.line_item])
        whole = amounts.get(concept.part_of or "")
        return href(whole) if whole and concept.line_item not in wholes(concept.part_of, amounts) else root

    return [Arc(above(concept), href(concept), "http://www.xbrl.org/2003/arcrole/parent-child") for concept in rows]


def wholes(line_item: str | None, amounts: dict[str, Concept]) -> set[str]:
    """A line item and all that it is part of within its statement."""
    found: set[str] = set()
    while line_item in amounts and line_item not in found:
        found.add(line_item)
        line_item = amounts[line_item].part_of
    return found


def cube_of(company: str, file: str, concepts: list[Concept]) -> Link:
    """The concepts of the company, each with a basis and a vintage."""
    role = Role("figures", f"{names.namespace_of(company)}:figures", "Figures of a deck", ("definitionLink",), file)
    root, cube = f"{file}#{names.prefix_of(company)}_{ALL_FIGURES}", f"{STANDARD_FILE}#kessan_cube"
    arcs = [
        Arc(root, cube, ARCROLES + "all", {"xbrldt:contextElement": "scenario", "xbrldt:closed": "false"}),
        Arc(cube, f"{STANDARD_FILE}#kessan_basis", ARCROLES + "hypercube-dimension", {"xbrldt:targetRole": DEFAULTS.uri}),
        Arc(cube, f"{STANDARD_FILE}#kessan_vintage", ARCROLES + "hypercube-dimension"),
        *(Arc(root, href(concept), ARCROLES + "domain-member") for concept in concepts),
    ]
    return Link(role, arcs)


def calculation_files(concepts: list[Concept], terms: list[Term]) -> dict[str, bytes]:
    """A module for each calculation, and for each change of which all terms are concepts."""
    by_name = {(concept.line_item, concept.measure): concept for concept in concepts}
    changes = sorted({concept.measure for concept in concepts if concept.measure_is_amount})
    return {
        calculation_file(calculation, measure): calculation_module(calculation, measure, rows)
        for calculation, members in calculations(terms)
        for measure in changes
        if all((term.line_item, measure) in by_name for term in members)
        for rows in [[(by_name[term.line_item, measure], term) for term in members]]
    }


def calculations(terms: list[Term]) -> Iterator[tuple[str, list[Term]]]:
    for calculation, members in groupby(terms, key=lambda term: term.calculation):
        yield calculation, list(members)


def calculation_module(calculation: str, measure: str, rows: list[tuple[Concept, Term]]) -> bytes:
    total = next(concept for concept, term in rows if term.is_total)
    components: list[dict[str, Any]] = [
        {"href": f"../{href(concept)}", "weight": term.weight} for concept, term in rows if not term.is_total
    ]
    name = names.element_name(calculation, measure)
    return render(
        "calculation.xsd.j2",
        uri=f"{names.namespace_of(total.company)}:calculation:{quote(name, safe='')}",
        definition=names.text(f"{calculation}: {total.name_en or total.name_ja}"),
        total=f"../{href(total)}",
        components=components,
    )
