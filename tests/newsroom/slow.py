"""A task that waits until it is allowed to end, so that its worker can be killed in the middle."""

import os
import time
from pathlib import Path

from django_tasks import task

PATIENCE = 60


@task()
def wait_for_leave(folder: str) -> str:
    """Leaves a line when it begins and one when it ends; what is left twice was done twice."""
    place = Path(folder)
    _line(place / "begun")
    until = time.monotonic() + PATIENCE
    while not (place / "leave").exists():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)
    _line(place / "done")
    return "done"


def _line(path: Path) -> None:
    with path.open("a") as file:
        file.write(f"{os.getpid()}\n")
