"""The process that opens a PDF: it bounds itself first, then says what it read as JSON, or draws a page as PNG."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

Box = tuple[float, float, float, float]


def bound(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's timeout remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def characters(page: Any, most: int) -> list[tuple[str, Box]]:  # noqa: ANN401
    """Characters in the order of the page's content, with boxes from the top left."""
    height = page.get_height()
    text = page.get_textpage()
    count = text.count_chars()
    if count > most:
        raise ValueError(f"has {count:,} characters; a slide has at most {most:,}")
    found = []
    for index in range(count):
        mark = text.get_text_range(index, 1)
        # where lines end is measured below; PDFium's own line ends follow the stream's operators
        if not mark or mark in "\r\n":
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        found.append((mark, (left, height - top, right, height - bottom)))
    return found


def pieces(marks: list[tuple[str, Box]]) -> list[tuple[str, list[Box]]]:
    """What is printed on one line without a gap wider than a letter."""
    found: list[tuple[str, list[Box]]] = []
    word, boxes = "", []
    for mark, box in marks:
        if boxes and is_apart(boxes[-1], box):
            if word.strip():
                found.append((word, boxes))
            word, boxes = "", []
        # a generated space has no box of its own
        if mark == " " and boxes and box[2] <= box[0]:
            box = (boxes[-1][2], boxes[-1][1], boxes[-1][2], boxes[-1][3])
        elif boxes and mark != " " and word[-1:] != " " and box[0] - boxes[-1][2] > 0.24 * (box[3] - box[1]):
            word += " "
            boxes.append((boxes[-1][2], boxes[-1][1], boxes[-1][2], boxes[-1][3]))
        word += mark
        boxes.append(box)
    if word.strip():
        found.append((word, boxes))
    return [trimmed(text, its) for text, its in found]


def is_apart(last: Box, box: Box) -> bool:
    """Whether a character begins another piece: on another line, or after a gap wider than a letter."""
    if box[2] <= box[0]:
        return False
    size = max(last[3] - last[1], box[3] - box[1], 1.0)
    gap = box[0] - last[2]
    return abs((last[1] + last[3]) - (box[1] + box[3])) / 2 >= 0.5 * size or not -0.8 * size <= gap <= 0.75 * size


def joined(lines: list[tuple[str, list[Box]]]) -> list[tuple[str, list[Box]]]:
    """Pieces of one line put together: a reader sees where they stand, not when they were drawn."""
    order = sorted(range(len(lines)), key=lambda at: lines[at][1][0][0])
    chain: dict[int, int] = {}
    taken: set[int] = set()
    for at in range(len(lines)):
        other = next_piece(lines, order, at, taken)
        if other is not None:
            chain[at] = other
            taken.add(other)
    found = []
    for at in range(len(lines)):
        if at in taken:
            continue
        run = [at]
        while run[-1] in chain and chain[run[-1]] not in run:
            run.append(chain[run[-1]])
        found.append((min(run), [mark for each in run for mark in zip(*lines[each], strict=True)]))
    return [piece for _, marks in sorted(found, key=lambda item: item[0]) for piece in pieces(marks)]


def next_piece(lines: list[tuple[str, list[Box]]], order: list[int], at: int, taken: set[int]) -> int | None:
    """The piece in the same size that begins where one ends; `order` is from left to right."""
    end = lines[at][1][-1]
    size = end[3] - end[1]
    for other in order:
        first = lines[other][1][0]
        if first[0] > end[2] + 0.75 * size:
            return None
        if other == at or other in taken or first[0] < end[2] - 0.3 * size:
            continue
        if abs((first[1] + first[3]) - (end[1] + end[3])) < 0.5 * size and abs((first[3] - first[1]) - size) < 0.25 * size:
            return other
    return None


def trimmed(text: str, boxes: list[Box]) -> tuple[str, list[Box]]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return text[start:end], boxes[start:end]


def blocks(lines: list[tuple[str, list[Box]]]) -> list[int]:
    """Which lines stand under one another as one paragraph, numbered in the order of the page."""
    numbers: list[int] = []
    for index, (_, boxes) in enumerate(lines):
        if not index:
            numbers.append(0)
            continue
        above = lines[index - 1][1]
        size = above[0][3] - above[0][1]
        near = -0.3 * size < boxes[0][1] - above[0][3] < 0.5 * size
        under = abs(boxes[0][0] - above[0][0]) < 2.5 * size
        alike = abs((boxes[0][3] - boxes[0][1]) - size) < 0.15 * size
        numbers.append(numbers[-1] if near and under and alike else numbers[-1] + 1)
    return numbers


def read(path: str, most_pages: int, most_characters: int) -> dict:
    import pypdfium2
    import pypdfium2.raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            return {"error": "it is encrypted; save it without a password and give that file"}
        return {"error": "it is damaged and cannot be opened; download or save it anew"}
    if len(document) == 0:
        return {"error": "it has no pages"}
    if len(document) > most_pages:
        return {"error": f"it has {len(document):,} pages; a deck has at most {most_pages}. Give the deck alone"}
    found = []
    for number in range(len(document)):
        try:
            page = document[number]
            width, height = page.get_size()
            lines = joined(pieces(characters(page, most_characters)))
        except pypdfium2.PdfiumError:
            return {"error": f"sheet {number + 1} is damaged and cannot be read; download or save it anew"}
        except ValueError as error:
            return {"error": f"sheet {number + 1} {error}. Give the slides alone"}
        lined = [(text, block, boxes) for (text, boxes), block in zip(lines, blocks(lines), strict=True)]
        found.append({"width": width, "height": height, "lines": lined})
        page.close()
    return {"pages": found, "title": document.get_metadata_dict().get("Title", "")}


def draw(path: str, sheet: int, width: int) -> bytes:
    """A page as PNG, forms and scripts left alone; one that is far higher than a slide is drawn smaller."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[sheet]
        across, down = page.get_size()
        image = page.render(scale=width / max(across, down / 1.5, 1), may_draw_forms=False).to_pil()
    content = BytesIO()
    image.convert("RGB").quantize(128).save(content, "PNG")
    return content.getvalue()


def main() -> None:
    act, path, *settings = sys.argv[1:]
    *what, seconds, memory = map(int, settings)
    bound(seconds, memory)
    if act == "draw":
        sys.stdout.buffer.write(draw(path, *what))
        return
    try:
        answer = read(path, *what)
    except MemoryError:
        answer = {"error": "it needs more memory than a deck may take"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
