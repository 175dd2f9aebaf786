"""Small filings of our own making in the forms of EDINET, TDnet and the SEC, and a second reader of them that knows no Arelle."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

NAMESPACES = {
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31",
    "jppfs_cor": "http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2024-11-01/jppfs_cor",
    "jpigp_cor": "http://disclosure.edinet-fsa.go.jp/taxonomy/jpigp/2024-11-01/jpigp_cor",
    "jpcrp_cor": "http://disclosure.edinet-fsa.go.jp/taxonomy/jpcrp/2024-11-01/jpcrp_cor",
    "jpdei_cor": "http://disclosure.edinet-fsa.go.jp/taxonomy/jpdei/2013-08-31/jpdei_cor",
    "tse-ed-t": "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12",
    "us-gaap": "http://fasb.org/us-gaap/2025",
    "dei": "http://xbrl.sec.gov/dei/2025",
    "filer": "http://disclosure.edinet-fsa.go.jp/jpcrp040300/ssr/001/E00001-000/2025-06-30/01/2025-08-08",
}
INLINE = {"2008": "http://www.xbrl.org/2008/inlineXBRL", "2013": "http://www.xbrl.org/2013/inlineXBRL"}
UNITS = {
    "JPY": ("iso4217:JPY",),
    "JPYPerShares": ("iso4217:JPY", "xbrli:shares"),
    "USD": ("iso4217:USD",),
    "USDPerShare": ("iso4217:USD", "xbrli:shares"),
    "shares": ("xbrli:shares",),
    "pure": ("xbrli:pure",),
}


@dataclass(frozen=True)
class When:
    """A context: days and members. Its id says nothing of either, for ids are not to be trusted."""

    name: str
    ends: str
    starts: str = ""
    members: tuple[tuple[str, str], ...] = ()

    def of(self, *members: tuple[str, str]) -> When:
        return replace(
            self,
            name=self.name + "".join("_" + member.partition(":")[2] for _, member in members),
            members=(*self.members, *members),
        )


@dataclass(frozen=True)
class Said:
    """A fact: a number where it has a unit, else a text. `text` is what an inline document shows in place of its value."""

    concept: str
    when: When
    value: str
    unit: str = ""
    decimals: str = ""
    scale: int = 0
    label: str = ""
    text: str = ""
    mark: str = "△"
    form: str = "ixt:numdotdecimal"
    is_nil: bool = False


def declared(extra: str = "") -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + extra


def contexts(said: list[Said], scheme: str, identifier: str) -> str:
    found = {}
    for when in (fact.when for fact in said):
        period = f"<xbrli:instant>{when.ends}</xbrli:instant>"
        if when.starts:
            period = f"<xbrli:startDate>{when.starts}</xbrli:startDate><xbrli:endDate>{when.ends}</xbrli:endDate>"
        members = "".join(
            f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>' for axis, member in when.members
        )
        scenario = f"<xbrli:scenario>{members}</xbrli:scenario>" if members else ""
        entity = f'<xbrli:entity><xbrli:identifier scheme="{scheme}">{identifier}</xbrli:identifier></xbrli:entity>'
        found[when.name] = (
            f'<xbrli:context id="{when.name}">{entity}<xbrli:period>{period}</xbrli:period>{scenario}</xbrli:context>'
        )
    return "\n".join(found.values())


def units(said: list[Said]) -> str:
    found = []
    for name in sorted({fact.unit for fact in said if fact.unit}):
        over, *under = UNITS[name]
        measure = f"<xbrli:measure>{over}</xbrli:measure>"
        if under:
            top, bottom = (f"<xbrli:measure>{one}</xbrli:measure>" for one in UNITS[name])
            measure = (
                f"<xbrli:divide><xbrli:unitNumerator>{top}</xbrli:unitNumerator>"
                f"<xbrli:unitDenominator>{bottom}</xbrli:unitDenominator></xbrli:divide>"
            )
        found.append(f'<xbrli:unit id="{name}">{measure}</xbrli:unit>')
    return "\n".join(found)


def schema(href: str) -> str:
    return f'<link:schemaRef xlink:type="simple" xlink:href={quoteattr(href)}/>'


def instance(said: list[Said], scheme: str, identifier: str, href: str = "filer.xsd") -> str:
    """An instance; facts are where they are told, one to a line."""
    lines = []
    for fact in said:
        attributes = f'contextRef="{fact.when.name}"'
        if fact.unit:
            attributes += f' unitRef="{fact.unit}"' + (f' decimals="{fact.decimals}"' if fact.decimals else "")
        if fact.is_nil:
            lines.append(f'<{fact.concept} {attributes} xsi:nil="true"/>')
        else:
            lines.append(f"<{fact.concept} {attributes}>{escape(fact.value)}</{fact.concept}>")
    body = "\n".join([schema(href), contexts(said, scheme, identifier), units(said), *lines])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl {declared()}>\n{body}\n</xbrli:xbrl>\n'


def header(said: list[Said], scheme: str, identifier: str, href: str = "filer.xsd") -> str:
    """The hidden part of an inline report: contexts, units and the reference to a schema that is nowhere."""
    return (
        f"<ix:header><ix:references>{schema(href)}</ix:references>"
        f"<ix:resources>{contexts(said, scheme, identifier)}{units(said)}</ix:resources></ix:header>"
    )


def inline(said: list[Said], head: str = "", version: str = "2008") -> str:
    """An inline document: a table with a row for each fact, as a reader sees it."""
    rows = []
    for fact in said:
        name = f'name="{fact.concept}" contextRef="{fact.when.name}"'
        if not fact.unit:
            form = "" if fact.form == Said.form else f' format="{fact.form}"'
            shown = f"<ix:nonNumeric {name}{form}>{escape(fact.text or fact.value)}</ix:nonNumeric>"
        elif fact.is_nil:
            shown = f'<ix:nonFraction {name} unitRef="{fact.unit}" xsi:nil="true"/>'
        else:
            number = Decimal(fact.value).scaleb(-fact.scale) if not fact.text else Decimal(0)
            text = fact.text or f"{abs(number):,.{max(0, int(fact.decimals) + fact.scale)}f}"
            sign = ' sign="-"' if number < 0 else ""
            attributes = f'{name} unitRef="{fact.unit}" decimals="{fact.decimals}" scale="{fact.scale}" format="{fact.form}"{sign}'
            shown = f"{fact.mark if number < 0 else ''}<ix:nonFraction {attributes}>{escape(text)}</ix:nonFraction>"
        rows.append(f"<tr><td>{escape(fact.label)}</td><td><span>{shown}</span></td></tr>")
    spaces = declared(f' xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="{INLINE[version]}"')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<html {spaces}>\n<head><title>filing</title></head>\n'
        f'<body>\n<div style="display:none">{head}</div>\n<table>\n{chr(10).join(rows)}\n</table>\n</body>\n</html>\n'
    )


def manifest(instance_name: str, documents: list[str]) -> str:
    listed = "".join(f"<ixbrl>{name}</ixbrl>" for name in documents)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest">'
        f'<list><instance id="report" type="PublicDoc" preferredFilename="{instance_name}">{listed}</instance></list></manifest>\n'
    )


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder))
    return path


# what a second reader makes of the same files: concept by its local name, context, value or None where it is nil
Told = tuple[str, str, str | None]


def second_reading(documents: list[Path]) -> list[Told]:
    """The facts of instances and inline documents by lxml alone; inline numbers by their scale and sign."""
    return [fact for document in documents for fact in told_by(etree.parse(str(document)).getroot())]


def told_by(root: etree._Element) -> list[Told]:
    nil = f"{{{NAMESPACES['xsi']}}}nil"
    if etree.QName(root).localname == "xbrl":
        return [
            (etree.QName(fact).localname, fact.get("contextRef"), None if fact.get(nil) == "true" else (fact.text or "").strip())
            for fact in root
            if fact.get("contextRef")
        ]
    found: list[Told] = []
    for fact in root.iter(*(f"{{{uri}}}{kind}" for uri in INLINE.values() for kind in ("nonNumeric", "nonFraction"))):
        text, value = "".join(fact.itertext()).strip(), None
        if fact.get(nil) != "true" and fact.get("unitRef"):
            number = Decimal(0) if (fact.get("format") or "").endswith("dash") else Decimal(text.replace(",", ""))
            value = str((-number if fact.get("sign") == "-" else number).scaleb(int(fact.get("scale") or 0)))
        elif fact.get(nil) != "true":
            value = text
        found.append((fact.get("name").rpartition(":")[2], fact.get("contextRef"), value))
    return found
