"""A web server for the tests, on this machine alone: pages by path, with every way in which a server can misbehave."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    form: str
    headers: dict[str, str]
    at: float
    host: str


@dataclass(frozen=True)
class Reply:
    """One response. `announced` is a Content-Length that may be a lie; `drop` closes the line before the first byte."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    delay: float = 0.0
    announced: int | None = None
    drop: bool = False


def html(text: str, **more) -> Reply:
    """A page in UTF-8."""
    return Reply(text.encode(), **more)


def data(text: str) -> Reply:
    """JSON."""
    return Reply(text.encode(), headers=(("Content-Type", "application/json"),))


@dataclass
class WebServer:
    """What it serves, and what it was asked."""

    routes: dict[str, Reply | Callable[[Asked], Reply]]
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    robots: Reply = field(default_factory=lambda: Reply(b"User-agent: *\nDisallow:\n", headers=(("Content-Type", "text/plain"),)))

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def times(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(one.path for one in self.asked)

    def reply(self, asked: Asked) -> Reply:
        """What is answered."""
        self.asked.append(asked)
        if asked.path == ROBOTS:
            return self.robots
        found = self.routes.get(asked.path) or self.routes.get(asked.path.partition("?")[0])
        if found is None:
            return Reply(b"<title>404 Not Found</title>", status=404)
        return found if isinstance(found, Reply) else found(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up, or is killed, is part of the tests."""


@contextmanager
def serving(
    routes: dict[str, Reply | Callable[[Asked], Reply]], prepare: Callable[[ThreadingHTTPServer], None] = lambda _server: None
) -> Iterator[WebServer]:
    """A server on a free port of this machine; `prepare` may change it before it serves."""
    site = WebServer(routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            form = self.rfile.read(length).decode() if length else ""
            reply = site.reply(Asked(self.path, form, dict(self.headers.items()), time.monotonic(), self.headers.get("Host", "")))
            if reply.delay:
                time.sleep(reply.delay)
            if reply.drop:
                self.close_connection = True
                return
            self.send_response_only(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            announced = len(reply.body) if reply.announced is None else reply.announced
            if reply.status != 304:
                self.send_header("Content-Length", str(announced))
            self.close_connection = reply.announced is not None
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_args):
            """Silence."""

    server = _Server(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    prepare(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
