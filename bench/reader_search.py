"""What a reader's search costs on the database that DATABASE_URL names: ``python bench/reader_search.py``.

Fill it first: ``manage.py migrate && manage.py fill --stories 20000``. Each search is asked in interleaved rounds in
this process: the whole page with templates, then its questions to the database alone, each answered to the last row.
The base line is one story by its key.
Printed are the median, the 95th percentile and the number of questions; and the median and 95th percentile of the
processor's time that the questions took, of this process and, on the same machine, of PostgreSQL's: other work on the
machine is not in it.
"""

import os
import statistics
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 -- needs the settings
from django.test import Client  # noqa: E402 -- needs the settings

from articles.models import Edition  # noqa: E402 -- needs the settings

SEARCHES = {
    "base line: one story by its key": None,
    "a word in few": "q=wasserturm+holmersiel+haushalt",
    "a word in one of twelve": "q=wasserturm",
    "a word in every story": "q=am",
    "a word in every story, newest first": "q=am&folge=neu",
    "a word in every story, page 50": "q=am&seite=50",
    "two words, unfinished": "q=hafen+holm",
    "words side by side": "q=%22der+hafen%22",
    "words of every story, never side by side": "q=%22am+die%22",
    "one letter": "q=d",
    "found nowhere": "q=quastenflosser",
    "a typing error": "q=waserturm",
    "section, days and video": "q=hafen&rubrik=sport&von=2026-01-01&mit-video=on",
    "clips": "q=hafen&art=video",
}


class Asked:
    """What the database was asked."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, tuple]] = []

    def __call__(self, execute, sql, params, many, context):
        self.questions.append((sql, params))
        return execute(sql, params, many, context)

    def again(self) -> tuple[float, float]:
        """The same questions, with every row they answer; returns milliseconds, of the clock and of the processor.
        While a page is made its rows are fetched one by one between other work, and nobody could say what was whose."""
        start, worked = time.perf_counter(), _worked()
        for sql, params in self.questions:
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                cursor.fetchall()
        return (time.perf_counter() - start) * 1000, _worked() - worked


def _worked() -> float:
    """Milliseconds that this process has worked, and the one that answers it, if it can be seen from here."""
    other = Path("/proc/none")
    if connection.vendor == "postgresql":
        other = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    spent = int(other.read_text().split()[0]) / 1e6 if other.exists() else 0.0
    return time.process_time() * 1000 + spent


def once(client: Client, query: str | None, key: int) -> tuple[float, float, float, float, int]:
    asked, start, worked = Asked(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(asked):
        if query is None:
            Edition.objects.get(pk=key)
        elif (answer := client.get(f"/suche/?{query}")).status_code != 200:
            raise SystemExit(f"{query}: {answer.status_code}")
    whole, work = (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000
    return *asked.again(), whole, work, len(asked.questions)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    client, key = Client(headers={"host": "localhost"}), Edition.objects.order_by("pk")[0].pk
    found = defaultdict(list)
    for number in range(options.rounds + 1):
        for name, query in SEARCHES.items():
            measured = once(client, query, key)
            if number:  # the first round only warms
                found[name].append(measured)
    print(f"{connection.vendor}, {Edition.objects.live().count()} live stories, {options.rounds} rounds; ms")
    for name, rounds in found.items():
        base, spent, whole, work = (sorted(column) for column in list(zip(*rounds, strict=True))[:4])
        at = round(0.95 * (len(base) - 1))
        print(
            f"  {name:40} database {statistics.median(base):6.1f}, p95 {base[at]:6.1f}   "
            f"its CPU {statistics.median(spent):6.1f}, p95 {spent[at]:6.1f}   "
            f"page {statistics.median(whole):6.1f}, p95 {whole[at]:6.1f}   CPU {statistics.median(work):6.1f}   "
            f"{rounds[0][4]} questions"
        )


if __name__ == "__main__":
    main()
