"""An application whose answers take their time, so that a server can be stopped in the middle of them."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

PIECES, PIECE = 15, b"x" * 1000


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(PIECES * len(PIECE)))])
    return _slowly() if environ["PATH_INFO"] == "/slow" else [PIECE * PIECES]


def _slowly() -> Iterator[bytes]:
    for _piece in range(PIECES):
        time.sleep(0.1)
        yield PIECE
