"""Started in place of a program, it puts it on a leash and then becomes it. Nothing but the standard library.

A fork of the worker would do this by ``preexec_fn``, which may hang in a process with threads; this one is fresh.
Called as: leash.py PARENT MEMORY BYTES program arguments…
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, memory: int, most_bytes: int, command: list[str]) -> None:
    """It dies with the thread that started it, gives way to readers, and has limits of memory and of a file's size."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be asked to take us along
            os._exit(137)
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # told as an error, and not killed
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(command[0], command)  # noqa: S606 -- our own words, and no shell is wanted


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), sys.argv[4:])
