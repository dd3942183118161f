"""The figures of one server process, in files that all processes share; loaded only where figures are kept.

The library looks for its folder in the environment the moment it is loaded: ``serve`` has put it there.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from prometheus_client import Counter, Histogram

from newsroom.watching.front_door import Application
from newsroom.watching.visits import KEY

METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}  # anything else is made up by who asks
READY, STATIC = "ready page", "static file"
BEFORE = "before the views"  # redirects to https, hosts that are not ours, addresses that nothing answers to

answers = Counter("newsroom_answers", "Answers, by view, method and status.", ["route", "method", "status"])
seconds = Histogram(
    "newsroom_answer_seconds",
    "Seconds from the request to the beginning of its answer, by view.",
    ["route"],
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def counted(application: Application) -> Application:
    """Around the front door: seconds until an answer begins, and what became of it."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began, told = time.perf_counter(), ["500"]  # if it breaks before it has said anything

        def begin(status: str, *more: Any) -> Any:
            told[0] = status[:3]
            return start_response(status, *more)

        try:
            return application(environ, begin)
        finally:
            _count(environ, told[0], time.perf_counter() - began)

    return answer


def _count(environ: dict[str, Any], status: str, took: float) -> None:
    route, method = environ[KEY].route or _before(environ["PATH_INFO"], status), environ["REQUEST_METHOD"]
    answers.labels(route, method if method in METHODS else "other", status).inc()
    seconds.labels(route).observe(took)


def _before(path: str, status: str) -> str:
    """No view was asked. What is whole all the same was a file, or a page that was ready."""
    if path.startswith(settings.STATIC_URL):
        return STATIC
    return READY if status in {"200", "304"} else BEFORE
