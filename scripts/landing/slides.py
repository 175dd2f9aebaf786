"""
Pages of a PDF as images, drawn in a process of its own: a hostile document takes its memory and its time, not the review's.
"""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from landing.proposal import LandingError

WIDTH = 1600
MEMORY, SECONDS = 2 * 1024**3, 20


def bounded() -> None:
    """Limit what the drawing process may take; where the system knows no limits, the time alone is limited."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(path: str, sheet: int) -> bytes:
    """A page as PNG, WIDTH pixels wide, forms and scripts left alone."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[sheet]
        width, height = page.get_size()
        scale = WIDTH / max(width, height / 1.5, 1)
        image = page.render(scale=scale, may_draw_forms=False).to_pil()
    content = BytesIO()
    image.convert("RGB").quantize(128).save(content, "PNG")
    return content.getvalue()


class Slides:
    """Draws pages when they are asked for, and keeps them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock()
        self.pool: ProcessPoolExecutor | None = None
        self.drawn: dict[int, bytes] = {}

    def image(self, sheet: int) -> bytes:
        with self.lock:
            if sheet not in self.drawn:
                self.pool = self.pool or ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=bounded)
                waiting: Future[bytes] = self.pool.submit(draw, str(self.path), sheet)
                try:
                    self.drawn[sheet] = waiting.result(timeout=SECONDS)
                except Exception as error:  # also a process that died, or one that takes too long
                    self.close()
                    raise LandingError(f"{self.path}: sheet {sheet + 1} cannot be drawn ({error or 'it takes too long'})") from None
            return self.drawn[sheet]

    def close(self) -> None:
        """End the drawing process, also one that hangs."""
        if self.pool:
            for process in list((self.pool._processes or {}).values()):
                process.kill()
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None
