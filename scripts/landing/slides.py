"""
Pages of a PDF as images, each drawn in a process of its own: a hostile document takes its memory and its time, not the review's.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from threading import Lock

from landing.pdf import worker
from landing.proposal import LandingError

WIDTH = 1600
MEMORY, SECONDS = 2 * 1024**3, 20


class Slides:
    """Draws pages when they are asked for, one at a time, and keeps them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock()
        self.drawn: dict[int, bytes] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.is_closed = False

    def image(self, sheet: int) -> bytes:
        """A page as PNG, WIDTH pixels wide."""
        with self.lock:
            if sheet not in self.drawn:
                self.drawn[sheet] = self.draw(sheet)
            return self.drawn[sheet]

    def draw(self, sheet: int) -> bytes:
        command = worker("draw", self.path, sheet, WIDTH, SECONDS, MEMORY)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}) as self.process:
            if self.is_closed:
                self.process.kill()
            try:
                image, why = self.process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise LandingError(f"{self.path}: sheet {sheet + 1} cannot be drawn (it takes too long)") from None
        if self.process.returncode:
            told = why.decode("utf-8", "replace").strip().splitlines() or ["it needs more memory or time than a slide may take"]
            raise LandingError(f"{self.path}: sheet {sheet + 1} cannot be drawn ({told[-1]})")
        return image

    def close(self) -> None:
        """End the drawing, also one that hangs."""
        self.is_closed = True
        if self.process:
            self.process.kill()
