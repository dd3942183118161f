"""Tells a cache in front of us what has changed: one request with the names of what it may keep no longer."""

import atexit
import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from kit.fetch import NotFetched, fetch

logger = logging.getLogger(__name__)
WAIT = 2.0  # seconds for one try
#: seconds before each try. The second one is sent in any case: a page that the cache was fetching during the commit
#: comes in after the first
TRIES = (0.0, 1.0)


class Purger:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="purge")
        atexit.register(self.close)

    def purge(self, keys: Iterable[str]) -> None:
        """At once, and without holding up whoever has published."""
        self._sender.submit(self._send, " ".join(sorted(keys)))

    def close(self) -> None:
        """When what has been told is sent."""
        self._sender.shutdown()

    def _send(self, keys: str) -> None:
        for pause in TRIES:
            time.sleep(pause)
            try:
                told = fetch(
                    f"{self.origin}/",
                    method="PURGE",
                    headers={"Surrogate-Key": keys},
                    seconds=WAIT,
                    trusted={self.origin},
                )
            except NotFetched as problem:
                logger.warning("The cache in front was not told of a change: %s", problem)
            else:
                if told.status >= 300:
                    logger.warning("The cache in front refuses to forget: it answers %s.", told.status)
