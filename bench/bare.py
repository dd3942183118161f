"""The base line of ``stored_pages.py``: an application that does nothing but return the bytes it is given."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_KEPT = Path(os.environ["BENCH_ANSWER"])
_STATUS, _HEADERS = json.loads(_KEPT.with_suffix(".json").read_text())
_HEADERS = [tuple(one) for one in _HEADERS]
_BODY = [_KEPT.read_bytes()]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(_STATUS, list(_HEADERS))
    return _BODY
