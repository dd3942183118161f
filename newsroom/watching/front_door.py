"""The outermost layer of the application: every answer leaves with the number of its request.

It stands before stored pages, too, so it does next to nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from newsroom.watching.visits import HEADER, KEY, Visit, current

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def watched(application: Application) -> Application:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        visit = environ[KEY] = Visit(environ.get("HTTP_X_REQUEST_ID"))
        current.set(visit)

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, visit.number)], *more)

        return application(environ, begin)

    return answer
