"""Schemas of XBRL with the linkbases that stand in them, as XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from filing.publish import names

DIMENSIONAL = "http://xbrl.org/int/dim/arcrole/"
SUMMATION = "https://xbrl.org/2023/arcrole/summation-item"
PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=lambda template: not str(template).endswith(".md.j2"),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Role:
    """An extended link role; `href` is where it is declared, seen from where it is used."""

    id: str
    uri: str
    definition: str
    href: str


@dataclass(frozen=True)
class Arc:
    """From where to where a concept is declared."""

    source: str
    target: str
    arcrole: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """The arcs of a role: presentation, definition or calculation."""

    kind: str
    role_uri: str
    arcs: list[Arc]

    @property
    def labels(self) -> dict[str, str]:
        hrefs = dict.fromkeys(href for arc in self.arcs for href in (arc.source, arc.target))
        return {href: f"l{number}" for number, href in enumerate(hrefs, start=1)}


def arcroles(links: list[Link]) -> list[dict[str, str]]:
    """Where the arcroles that XBRL 2.1 does not have itself are declared."""
    used = sorted({arc.arcrole for link in links for arc in link.arcs})
    return [
        {"uri": uri, "href": "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"} for uri in used if uri == SUMMATION
    ] + [
        {"uri": uri, "href": f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{uri.removeprefix(DIMENSIONAL)}"}
        for uri in used
        if uri.startswith(DIMENSIONAL)
    ]


def linkbase(
    roles: list[Role],
    links: list[Link],
    labels: list[tuple[str, str | None, str | None]],
    references: list[tuple[str, str]],
) -> Markup:
    """A linkbase: its links; labels in Japanese and English, and names in public taxonomies, by where a concept is declared."""
    return Markup(
        TEMPLATES.get_template("linkbase.xml.j2")
        .render(
            roles=roles,
            arcroles=arcroles(links),
            links=[link for link in links if link.arcs],
            labels=[
                {"href": href, "labels": [(language, names.text(text)) for language, text in (("ja", ja), ("en", en)) if text]}
                for href, ja, en in labels
            ],
            references=[{"href": href, "concepts": concepts.split()} for href, concepts in references],
            namespace=names.NAMESPACES[names.STANDARD],
        )
        .strip()
    )


def render(template: str, **values: object) -> bytes:
    return TEMPLATES.get_template(template).render(**values).encode()
