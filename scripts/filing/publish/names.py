"""Names that XML and XBRL accept, made from the ids of the warehouse."""

from __future__ import annotations

import re
from urllib.parse import quote

STANDARD = "kessan"
UNITS = "urn:kessan:unit"
COMPANIES = "urn:kessan:company"
NAMESPACES = {
    STANDARD: "urn:kessan:standard",
    "unit": UNITS,
    "entity": COMPANIES,
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "utr": "http://www.xbrl.org/2009/utr",
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
}
# prefixes that a company's own concepts cannot have
RESERVED = {*NAMESPACES, "dtr-types", "link", "ref", "xbrldt", "xlink", "xs", "xsi"}
# what XML 1.0 cannot write, whatever escapes it
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# what XML 1.0 has in names beside the dot, which joins here a line item and what is said of it
IN_NAMES = r"A-Za-z0-9_\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd-"
ODD = re.compile(rf"[^{IN_NAMES}]|[^\w-]|_(?=x[0-9A-F]{{4,6}}_)")


def local_name(identifier: str) -> str:
    """An id as the name of an element: as it is where it can be, else with each odd character as its number.

    An underscore that looks like such a number is written as one, so that no two ids share a name.
    """
    escaped = ODD.sub(number_of, identifier)
    return escaped if re.match(r"[^\W\d]", escaped) else numbered_first(escaped)


def number_of(odd: re.Match[str]) -> str:
    return f"_x{ord(odd[0]):04X}_"


def numbered_first(name: str) -> str:
    return number_of(re.match(".", name)) + name[1:]


def file_name(name: str) -> str:
    """A name of an element as that of a file, which every file system and every URL can have."""
    return re.sub(r"[^\x21-\x7e]", number_of, name)


def element_name(line_item: str, measure: str) -> str:
    """The name of a concept: that of the line item, and of what is said of it where that is not the amount itself."""
    return local_name(line_item) if measure == "level" else f"{local_name(line_item)}.{local_name(measure)}"


def unit_name(measure: str) -> str:
    """A unit by its qualified name: what is counted can be called anything."""
    prefix, _, local = measure.partition(":")
    return f"{prefix}:{local_name(local)}"


def prefix_of(company: str) -> str:
    """The prefix of a company's own concepts."""
    name = local_name(company)
    return numbered_first(name) if name.lower() in RESERVED or name.lower().startswith("xml") else name


def namespace_of(company: str) -> str:
    """The namespace of a company's own concepts."""
    return f"{COMPANIES}:{quote(company, safe='')}"


def file_of(company: str) -> str:
    """How the names of the files of a company's taxonomy begin."""
    return file_name(prefix_of(company))


def text(value: str) -> str:
    """A text without the characters that XML cannot write."""
    return UNWRITABLE.sub("\ufffd", value)
