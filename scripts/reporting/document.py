"""An HTML file that needs nothing else: template, style, scripts, and a policy that allows these and no network."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reporting.charts import CONFIG, LINES, Panel, differences, specification
from reporting.text import MARKS, Text

TEMPLATES = Path(__file__).parent / "templates"


def embedded_json(value: Any) -> Markup:  # noqa: ANN401
    """JSON that cannot end the element it stands in, whatever the texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def in_both_languages(panel: Panel) -> dict[str, Any]:
    """The chart in English, and what is otherwise in Japanese."""
    en, ja = (specification(panel, lang) for lang in ("en", "ja"))
    return {"en": en, "ja": differences(en, ja)}


def sha256(text: str) -> str:
    """The source expression by which a content security policy allows this very text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def own(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def document(template: str, script: str, charts: dict[str, Panel], data: dict[str, Any], **context: Any) -> str:  # noqa: ANN401
    """The page of a template; `script` is its own, after the one that all pages have. The same input gives the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    drawing = [vl_convert.javascript_bundle().strip()] if charts else []
    style, scripts = own("report.css"), [*drawing, own("page.js"), own(script)]
    rules = (
        "default-src 'none'",
        f"script-src {' '.join(sha256(one) for one in scripts)}",
        f"style-src {sha256(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    shown = {"config": CONFIG, "charts": {place: in_both_languages(panel) for place, panel in charts.items()}}
    page = environment.get_template(template).render(
        Text=Text,
        lines=LINES,
        marks=MARKS,
        style=Markup(style),
        scripts=[Markup(one) for one in scripts],
        policy="; ".join(rules),
        data=embedded_json(data | shown),
        **context,
    )
    return page.strip() + "\n"
