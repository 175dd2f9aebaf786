"""The review as a page: served on 127.0.0.1 to whoever has the token, with nothing from outside and nothing to outside."""

from __future__ import annotations

import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from landing.desk import Desk
from landing.proposal import LandingError
from landing.slides import Slides
from landing.view import deck_view, rows_view, step_view, verdict_view

WEB = Path(__file__).resolve().parent / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
LARGEST_BODY = 200_000


class Guard:
    """Lets through only requests from this page: to this address, from no other origin, with the token in its cookie."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        # cookies do not know ports: two reviews at once each have their own
        self.cookie = f"kessan_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope)
        refusal = self.refusal(request)

        async def send_safely(message: Any) -> None:  # noqa: ANN401
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS.items()]
            await send(message)

        if request.method == "GET" and refusal == "token" and self.is_token(request.query_params.get("token", "")):
            # the token leaves the address bar, and the history with it
            reply: ASGIApp = RedirectResponse("/", status_code=303)
            reply.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
        elif refusal:
            reply = Response(REFUSALS[refusal], status_code=403, media_type="text/plain")
        else:
            reply = self.app
        await reply(scope, receive, send_safely)
        return None

    def refusal(self, request: Request) -> str:
        if request.headers.getlist("host") not in [[host] for host in self.hosts]:
            return "host"
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return "origin"
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "origin"
        return "" if self.is_token(request.cookies.get(self.cookie, "")) else "token"

    def is_token(self, found: str) -> bool:
        return secrets.compare_digest(found.encode(), self.token.encode())


REFUSALS = {
    "host": "This review is at 127.0.0.1 alone.\n",
    "origin": "Another page may not ask this one.\n",
    "token": "Open the address that `land.py review` printed: it has the token.\n",
}


class Review:
    """What the page asks for."""

    def __init__(self, desk: Desk, ready: Callable[[], None]) -> None:
        self.desk, self.ready = desk, ready
        source = desk.proposal.source
        self.slides = Slides(Path(source.files[0])) if source.kind == "pdf" and source.files else None

    def routes(self) -> list[Route | Mount]:
        return [
            Route("/", self.page),
            Route("/api/deck", self.deck),
            Route("/api/verdicts", self.verdicts),
            Route("/api/suspects", self.suspects),
            Route("/api/numbers/{index:int}/checks", self.checks),
            Route("/api/numbers/{index:int}", self.decide, methods=["POST"]),
            Route("/api/numbers/{index:int}/split", self.split, methods=["POST"]),
            Route("/api/numbers/{index:int}/line_item", self.name_line, methods=["POST"]),
            Route("/api/pages/{page}", self.describe_page, methods=["POST"]),
            Route("/api/drafts/{seed}", self.draft, methods=["POST"]),
            Route("/api/deals/{deal}", self.describe_deal, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/slides/{sheet:int}.png", self.slide),
            Mount("/web", StaticFiles(directory=WEB)),
        ]

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        self.desk.start_checking()
        # from here on Ctrl-C ends the review in order
        self.ready()
        try:
            yield
        finally:
            self.desk.close()
            if self.slides:
                self.slides.close()

    async def page(self, request: Request) -> Response:
        return Response((WEB / "review.html").read_text(encoding="utf-8"), media_type="text/html")

    async def deck(self, request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(deck_view, self.desk))

    async def verdicts(self, request: Request) -> Response:
        """Wait a few seconds for the verdicts of a version; where they are not there yet, the page asks again."""
        version = int(request.query_params.get("version", "0"))
        await run_in_threadpool(self.desk.wait_for_verdicts, version, 5)
        return JSONResponse(await run_in_threadpool(verdict_view, self.desk))

    async def suspects(self, request: Request) -> Response:
        """Which rows are probably read wrongly; asked for by hand, for it takes seconds."""
        return JSONResponse(await run_in_threadpool(self.desk.suspects))

    async def checks(self, request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(self.checks_of, request.path_params["index"]))

    def checks_of(self, index: int) -> list[dict]:
        verdicts, trial = self.desk.verdicts, self.desk.trial
        seq = verdicts.seqs[index] if verdicts and index < len(verdicts.seqs) else None
        if trial is None or seq is None:
            return []
        return [asdict(check) | {"fails": check.fails} for check in trial.checks_of(seq)]

    async def decide(self, request: Request) -> Response:
        body = await json_of(request)
        index = request.path_params["index"]
        changes, also = cells_of(body.get("changes", {})), [int(other) for other in body.get("also", [])]
        rows = await run_in_threadpool(self.desk.decide, index, changes, also, str(body.get("what", "corrected")))
        view = step_view(self.desk, rows) if rows else await run_in_threadpool(rows_view, self.desk)
        return JSONResponse(view)

    async def split(self, request: Request) -> Response:
        return await self.done(lambda: self.desk.split(request.path_params["index"]))

    async def name_line(self, request: Request) -> Response:
        body = await json_of(request)
        row, changes = cells_of(body.get("row", {})), cells_of(body.get("changes", {}))
        also = [int(other) for other in body.get("also", [])]
        return await self.done(lambda: self.desk.name_line(request.path_params["index"], row, changes, also))

    async def describe_page(self, request: Request) -> Response:
        cells = cells_of((await json_of(request)).get("cells", {}))
        return await self.done(lambda: self.desk.describe_page(request.path_params["page"], cells), deck_view)

    async def draft(self, request: Request) -> Response:
        body = await json_of(request)
        rows = [cells_of(row) for row in body.get("rows", [])]
        looked_at = [int(index) for index in body.get("looked_at", [])]
        return await self.done(lambda: self.desk.draft(request.path_params["seed"], rows, looked_at))

    async def describe_deal(self, request: Request) -> Response:
        row = cells_of((await json_of(request)).get("row", {}))
        return await self.done(lambda: self.desk.describe_deal(request.path_params["deal"], row))

    async def undo(self, request: Request) -> Response:
        # a page may have been described
        return await self.done(self.desk.undo, deck_view)

    async def done(self, step: Callable[[], object], view: Callable[[Desk], dict[str, Any]] = rows_view) -> Response:
        said = await run_in_threadpool(step)
        return JSONResponse(await run_in_threadpool(view, self.desk) | {"said": said})

    async def slide(self, request: Request) -> Response:
        if self.slides is None:
            return Response(status_code=404)
        image = await run_in_threadpool(self.slides.image, request.path_params["sheet"])
        return Response(image, media_type="image/png")


async def json_of(request: Request) -> dict:
    """The body as an object; a form of another page cannot send this type without being asked."""
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise LandingError("the body has to be application/json")
    if len(await request.body()) > LARGEST_BODY:
        raise LandingError("the body is too large")
    found = await request.json()
    if not isinstance(found, dict):
        raise LandingError("the body has to be an object")
    return found


def cells_of(given: dict) -> dict[str, str]:
    """An object of a body as cells of a row."""
    return {str(column): str(cell) for column, cell in dict(given).items()}


async def told(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=409)


def application(desk: Desk, port: int, token: str, ready: Callable[[str], None]) -> ASGIApp:
    review = Review(desk, lambda: ready(f"http://127.0.0.1:{port}/?token={token}"))
    handlers = {LandingError: told, ValueError: told, KeyError: told, TypeError: told}
    app = Starlette(routes=review.routes(), exception_handlers=handlers, lifespan=review.running)
    return Guard(app, port, token)


def serve(desk: Desk, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; a port of 0 is any that is free."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            raise LandingError(f"port {port}: {error.strerror}; give another with --port") from None
        listening.listen()
        port, token = listening.getsockname()[1], secrets.token_urlsafe(32)
        app = application(desk, port, token, ready)
        config = uvicorn.Config(
            # a page that still waits for verdicts when the review ends is no error
            app,
            log_level="critical",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
