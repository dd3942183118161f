"""F8: the clock of the application server is wrong by five minutes, either way. A planned story is never early.

It needs the library faketime. The database's clock is right: with SQLite there is no other than the server's own.
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

import paper
from django.utils import timezone

from articles import lifecycle

AHEAD = 25  # seconds
LIBRARY = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def main(seconds: int) -> int:
    if not LIBRARY:
        print("Not tried: there is no faketime here (Debian: apt install faketime).")
        return 0
    paper.tables()
    return max(_shown(wrong) for wrong in ("+5m", "-5m"))


def _shown(wrong: str) -> int:
    # Its program would stand between us and the server, and not hand on that it is to stop.
    with paper.server(2, before=("env", f"LD_PRELOAD={LIBRARY[0]}", f"FAKETIME={wrong}")):
        reader, story = paper.Desk(), paper.story(f"Der Hafen {wrong}")
        planned = timezone.now().replace(microsecond=0) + timedelta(seconds=AHEAD)
        edition = lifecycle.publish(story, by=None, at=planned)
        places = [edition.get_absolute_url(), "/"]
        seen: dict[str, float] = {}
        while len(seen) < len(places) and timezone.now() < planned + timedelta(seconds=30):
            for place in places:
                status, page = reader.ask(place)
                if place not in seen and status == 200 and story.headline.encode() in page:
                    seen[place] = (timezone.now() - planned).total_seconds()
            time.sleep(0.1)
    told = ", ".join(f"{place} {late:+.1f} s" for place, late in seen.items())
    print(f"clock {wrong}: the planned story seen at {told or 'no place'} of its moment", flush=True)
    return int(len(seen) < len(places) or min(seen.values()) < 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
