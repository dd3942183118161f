"""The door at which Prometheus asks: a port of its own, in the process that watches over the servers.

The server processes write into files of one folder, so a process that was killed takes no figure with it.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from newsroom.watching.work import WorkCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the name is the library's
MEMORY = "/dev/shm"  # noqa: S108 memory by definition: a file of figures on a full disk would bring its process down


def open_door(host: str, port: int) -> AbstractContextManager[Path]:
    """Open it; entered, it is the folder that the servers need. ``OSError`` if somebody else is there."""
    folder = tempfile.TemporaryDirectory(prefix="newsroom-figures-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder.name)
    registry.register(WorkCollector())
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError:
        folder.cleanup()
        raise

    @contextlib.contextmanager
    def opened() -> Iterator[Path]:
        with folder:
            yield Path(folder.name)
            server.shutdown()
            server.server_close()
            thread.join()

    return opened()
