"""What the live server has still to do when a test ends: its requests must be over before the tables are emptied."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

PATIENCE = 10.0  # seconds: no request of ours takes as long
GOODBYE = 2.0  # seconds for a closed browser to hang up


class Traffic:
    """Counts the open connections and the running requests of one live server."""

    def __init__(self, server: Any):
        self.changed, self.connections, self.requests = threading.Condition(), 0, 0
        self._serve, self._app = server.process_request_thread, server.get_app()
        server.process_request_thread = self._connection
        server.set_app(self._request)

    def settle(self) -> None:
        """Wait until browsers have hung up and everything they asked for is answered."""
        with self.changed:
            self.changed.wait_for(lambda: not self.connections, GOODBYE)  # one that a test keeps open is idle
            if not self.changed.wait_for(lambda: not self.requests, PATIENCE):
                raise AssertionError(f"{self.requests} request(s) still running {PATIENCE:.0f} s after the test")

    def _count(self, name: str, step: int) -> None:
        with self.changed:
            setattr(self, name, getattr(self, name) + step)
            self.changed.notify_all()

    def _connection(self, *args: Any) -> None:
        self._count("connections", 1)
        try:
            self._serve(*args)
        finally:
            self._count("connections", -1)

    def _request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        self._count("requests", 1)
        try:
            answer = self._app(environ, start_response)
            try:
                yield from answer
            finally:
                getattr(answer, "close", lambda: None)()
        finally:
            self._count("requests", -1)
