"""A8: a wrong password costs the same time whether somebody of that name is known here or not.

Asked in turn in this process, from a new address and for a new name each time, so that no throttle stands between; the
processor's time is compared, for the clock says more about who else uses the machine.
"""

import random
import statistics
import sys
import time

import paper
from django.test import Client
from django.urls import reverse

from people.models import User

NAMES = 150
ALIKE = 0.1  # of the median


def main(seconds: int) -> int:
    paper.tables()
    password = User(username="x")
    password.set_password("ein-ziemlich-langes-passwort")
    User.objects.bulk_create(
        User(username=f"bekannt-{number:03}", is_staff=True, password=password.password) for number in range(NAMES)
    )
    asked = [(kind, f"{kind}-{number:03}") for kind in ("bekannt", "fremder") for number in range(NAMES)]
    random.shuffle(asked)
    took: dict[str, list[float]] = {"bekannt": [], "fremder": []}
    answers: dict[str, set[tuple[int, int]]] = {"bekannt": set(), "fremder": set()}
    until = time.monotonic() + seconds
    for number, (kind, name) in enumerate(asked):
        if time.monotonic() > until:
            break
        client = Client(HTTP_HOST="localhost", REMOTE_ADDR=f"10.{number >> 8}.{number & 255}.1")
        fields = {"username": name, "password": "falsch"}
        began = time.process_time()
        answer = client.post(reverse("account_login"), fields)
        took[kind].append(time.process_time() - began)
        answers[kind].add((answer.status_code, len(answer.content)))
    middle = {kind: statistics.median(times) for kind, times in took.items()}
    spread = {kind: statistics.quantiles(times, n=4) for kind, times in took.items()}
    for kind, times in took.items():
        print(
            f"{kind}: {len(times)} asked, median {1000 * middle[kind]:.1f} ms, "
            f"half of them {1000 * spread[kind][0]:.1f} to {1000 * spread[kind][2]:.1f} ms; answers {answers[kind]}"
        )
    apart = abs(middle["bekannt"] - middle["fremder"]) / middle["fremder"]
    print(f"apart by {100 * apart:.1f} %")
    alike = answers["bekannt"] == answers["fremder"] and {status for status, _size in answers["fremder"]} == {200}
    return int(apart > ALIKE or not alike)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
