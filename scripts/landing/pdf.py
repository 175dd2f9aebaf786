"""
Read a PDF as hostile input: in a process of its own, with bounded time and memory, without network and without scripts.

pypdfium2 measured better than pdfplumber: the same words, 43 pages in 1 s against 8 s, and a broken font is not an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from landing.document import Line, Sheet
from landing.proposal import LandingError

MOST_PAGES = 400
MOST_BYTES = 200_000_000
MOST_CHARACTERS = 60_000
SECONDS = 50
MEMORY = 2_000_000_000


def read_pdf(path: Path) -> tuple[list[Sheet], str]:
    """The pages of a PDF with their words and boxes, numbered by sheet, and the title that its information has."""
    if not path.is_file():
        raise LandingError(f"{path} is not there; give the deck as a PDF file")
    with path.open("rb") as handle:
        head = handle.read(1024)
    if not head.strip():
        raise LandingError(f"{path} is empty")
    if b"%PDF-" not in head:
        raise LandingError(f"{path} is not a PDF: it does not begin as one. Give a PDF, or a text with --text and --pages")
    if path.stat().st_size > MOST_BYTES:
        raise LandingError(f"{path} has {path.stat().st_size:,} bytes; a deck has at most {MOST_BYTES:,}")
    answer = _worker(path)
    if "error" in answer:
        raise LandingError(f"{path}: {answer['error']}")
    sheets = []
    for index, page in enumerate(answer["pages"]):
        lines = tuple(
            Line(number, text, block, tuple((box[0], box[1], box[2], box[3]) for box in boxes))
            for number, (text, block, boxes) in enumerate(page["lines"], start=1)
        )
        sheets.append(Sheet(str(index), lines, index, page["width"], page["height"]))
    return sheets, str(answer.get("title", ""))


def worker(act: str, path: Path, *settings: int) -> list[str]:
    """The command that reads or draws a PDF in a process of its own; its last two settings are its seconds and bytes."""
    return [sys.executable, "-I", str(Path(__file__).with_name("pdf_worker.py")), act, str(path.resolve()), *map(str, settings)]


def _worker(path: Path) -> dict:
    command = worker("read", path, MOST_PAGES, MOST_CHARACTERS, SECONDS, MEMORY)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS + 10, env={}, check=False)
    except subprocess.TimeoutExpired:
        raise LandingError(f"{path} takes longer than {SECONDS} s to read; is it a deck?") from None
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = "it needs more than the memory or time that a deck may take" if done.returncode < 0 else (told or ["unknown"])[-1]
        raise LandingError(f"{path} cannot be read: {why}. The file is damaged, or it is no deck")
    return json.loads(done.stdout)
