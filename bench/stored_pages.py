"""Stored pages beside an app that only returns the same bytes, under the same server: ``python bench/stored_pages.py``.

Needs wrk and a newsroom with its tables and a story (``DATABASE_URL``; ``manage.py prepare && manage.py fill``), and
gunicorn for the second server (``pip install gunicorn``). Starts each server on loopback with two processes, once with
the newsroom and once with a bare application that returns what the newsroom answered, in interleaved rounds; prints
medians with minimum and maximum of requests a second, and their ratio. 16 connections, compressed as browsers ask.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCEPTED = "br, gzip"
SERVERS = {
    "granian": lambda app, port: [
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "2", "--blocking-threads", "4", app),
    ],
    "gunicorn": lambda app, port: [
        *("-m", "gunicorn", "--log-level", "error", "--workers", "2", "--threads", "4"),
        *("--bind", f"127.0.0.1:{port}", app),
    ],
}


@contextmanager
def served(server: str, app: str, port: int, answer: Path) -> Iterator[str]:
    place = {"PYTHONPATH": f"{HERE.parent}:{HERE}", "BENCH_ANSWER": str(answer)}
    process = subprocess.Popen([sys.executable, *SERVERS[server](app, port)], env=os.environ | place)  # noqa: S603 ours
    url = f"http://127.0.0.1:{port}"
    try:
        for _try in range(150):
            time.sleep(0.1)
            try:
                fetched(f"{url}/healthz")
                break
            except OSError:
                continue
        yield url
    finally:
        process.terminate()
        process.wait(20)


def fetched(url: str) -> tuple[str, list[tuple[str, str]], bytes]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": ACCEPTED})  # noqa: S310 our own server
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 the same
        own = {"date", "server", "connection", "transfer-encoding"}
        headers = [(name, value) for name, value in answer.headers.items() if name.lower() not in own]
        return f"{answer.status} {answer.reason}", headers, answer.read()


def rate(url: str, seconds: int) -> float:
    told = subprocess.run(  # noqa: S603 nothing in it is foreign
        ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Accept-Encoding: {ACCEPTED}", url],  # noqa: S607 whichever wrk there is
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{url} answered with errors:\n{told}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def measure(server: str, path: str, rounds: int, seconds: int, port: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        answer.touch()
        with served(server, "newsroom.wsgi:application", port, answer) as ours:
            status, headers, body = fetched(ours + path)
            answer.write_bytes(body)
            answer.with_suffix(".json").write_text(json.dumps([status, headers]))
            with served(server, "bare:application", port + 1, answer) as bare:
                seen: dict[str, list[float]] = {"stored": [], "bare": []}
                for number in range(rounds + 1):
                    for name, url in (("bare", bare), ("stored", ours)):
                        found = rate(url + path, seconds)
                        if number:  # the first round warms up
                            seen[name].append(found)
    said = {name: f"{statistics.median(one):,.0f} ({min(one):,.0f}–{max(one):,.0f})" for name, one in seen.items()}
    ratios = [stored / bare for stored, bare in zip(seen["stored"], seen["bare"], strict=True)]
    print(f"{server:9} {path:24} {len(body):6} bytes  bare {said['bare']}  stored {said['stored']} requests a second")
    print(f"{'':9} stored / bare: {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--path", default="/", help="which page")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of one round of one application")
    parser.add_argument("--port", type=int, default=8700, help="this one and the next have to be free")
    parser.add_argument("--server", choices=SERVERS, action="append", help="default: both")
    told = parser.parse_args()
    for server in told.server or SERVERS:
        measure(server, told.path, told.rounds, told.seconds, told.port)


if __name__ == "__main__":
    main()
