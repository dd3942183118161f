"""A child process for hostile bytes: a fresh interpreter with limits, no secrets and no files but the one it is given.

Works from any thread and under any server: the child is no fork of this process. Its answers are lines of JSON.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import importlib, sys; sys.path.insert(0, sys.argv[1]); importlib.import_module(sys.argv[2]).main(sys.argv[3])"
#: One arena: each further one reserves address space, which is what the limit counts.
QUIET = {"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
#: All that it inherits: no secret of ours is there to be read.
NEEDED = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}


@contextmanager
def child(
    module: str, job: dict[str, Any], source: IO[bytes], *, memory: int, seconds: int
) -> Iterator[tuple[IO[bytes], threading.Event]]:
    """``module.main`` in a child that reads ``source``; dead when the block is left, or after ``seconds`` (the event
    says which).
    """
    rang = threading.Event()
    told = json.dumps(job | {"memory": memory, "seconds": seconds})
    command = [sys.executable, "-I", "-X", "utf8", "-c", START, str(ROOT), module, told]
    process = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own words
        command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=NEEDED | QUIET
    )
    clock = threading.Timer(seconds, _ring, [process, rang])
    clock.start()
    try:
        with process.stdout as out:  # type: ignore[union-attr] # it is a pipe, as asked for
            yield out, rang
    finally:
        clock.cancel()
        process.kill()
        process.wait()


def _ring(process: "subprocess.Popen[bytes]", rang: threading.Event) -> None:
    rang.set()
    process.kill()


def limit(memory: int, seconds: int) -> None:
    """Said in the child, first of all: no more memory or time than told, no file written, no core left behind."""
    try:
        import resource  # noqa: PLC0415 -- a system without it has no such limits; the parent's clock still holds
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in wanted.items():
        resource.setrlimit(which, (most, most))
