"""A page stored, drawn anew and from an app that only returns its bytes, under the same server and in the same run.

``python bench/stored_pages.py``; ``bench/whole.py`` runs it for both engines. Needs wrk and a newsroom with its tables
and a story (``DATABASE_URL``; ``manage.py prepare && manage.py fill``). Starts each server on loopback with two
processes of each application: the newsroom, one whose store keeps nothing, and the bare one, in interleaved rounds.
Tells requests a second with 16 connections, compressed as browsers ask, and the processor's time of one request, the
median with minimum and maximum. ``--json``: the same in lines of JSON.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

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
def served(server: str, app: str, port: int, answer: Path, **more: str) -> Iterator[tuple[str, int]]:
    """Its address and the number of its process."""
    url = f"http://127.0.0.1:{port}"
    place = {"PYTHONPATH": f"{HERE.parent}:{HERE}", "BENCH_ANSWER": str(answer), "SITE_URL": url}
    place |= {"ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "0"}
    process = subprocess.Popen([sys.executable, *SERVERS[server](app, port)], env=os.environ | place | more)  # noqa: S603 ours
    try:
        for _try in range(150):
            time.sleep(0.1)
            try:
                fetched(f"{url}/healthz")
                break
            except OSError:
                continue
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def processor(parent: int) -> float:
    """Seconds that this process and its children have worked so far."""
    told = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if parent in (int(stat.parent.name), int(fields[1])):
            told += int(fields[11]) + int(fields[12])
    return told / os.sysconf("SC_CLK_TCK")


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


def fullest() -> str:
    """The address of the story with the most kinds of rows to ask for, among the newest."""
    say = "import at_size; print(max(at_size.newest(), key=at_size.holes).get_absolute_url())"
    told = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", say],
        env=os.environ | {"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def measure(server: str, path: str, rounds: int, seconds: int, port: int) -> dict[str, Any]:
    """``{"stored": {"rate": [each round], "cpu": [milliseconds a request]}, …}``"""
    ours = "newsroom.wsgi:application"
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        answer = Path(folder) / "answer"
        answer.touch()
        begun = {"stored": running.enter_context(served(server, ours, port, answer, PAGE_STORE=f"{folder}/pages"))}
        status, headers, body = fetched(begun["stored"][0] + path)
        answer.write_bytes(body)
        answer.with_suffix(".json").write_text(json.dumps([status, headers]))
        keeps_none = served(server, "drawn:application", port + 1, answer, PAGE_STORE=f"{folder}/none")
        begun["drawn"] = running.enter_context(keeps_none)
        begun["bare"] = running.enter_context(served(server, "bare:application", port + 2, answer))
        seen: dict[str, dict[str, list[float]]] = {name: {"rate": [], "cpu": []} for name in begun}
        for number in range(rounds + 1):
            for name, (url, process) in begun.items():
                before = processor(process)
                found = rate(url + path, seconds)
                spent = processor(process) - before
                if number:  # the first round warms up
                    seen[name]["rate"].append(found)
                    seen[name]["cpu"].append(1000 * spent / (found * seconds))
    return {"server": server, "path": path, "bytes": len(body)} | seen


def told(found: dict[str, Any]) -> str:
    lines = [f"{found['server']}, {found['path']}, {found['bytes']:,} bytes"]
    for name in ("bare", "stored", "drawn"):
        rates, costs = found[name]["rate"], found[name]["cpu"]
        lines.append(
            f"  {name:7} {statistics.median(rates):8,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) requests a second,"
            f" {statistics.median(costs):.3f} ({min(costs):.3f}–{max(costs):.3f}) ms of the processor each"
        )
    return "\n".join([*lines, "  " + ratios(found)])


def ratios(found: dict[str, Any]) -> str:
    speed = [a / b for a, b in zip(found["stored"]["rate"], found["bare"]["rate"], strict=True)]
    cost = [a / b for a, b in zip(found["drawn"]["cpu"], found["bare"]["cpu"], strict=True)]
    return (
        f"stored : bare, requests a second {statistics.median(speed):.2f} ({min(speed):.2f}–{max(speed):.2f});"
        f" drawn : bare, processor {statistics.median(cost):.1f} ({min(cost):.1f}–{max(cost):.1f})"
    )


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--path", help="which page; the story with most in it if none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="of one round of one application")
    parser.add_argument("--port", type=int, default=8700, help="this one and the next two have to be free")
    parser.add_argument("--server", choices=SERVERS, action="append", help="default: both")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed to ask fast enough (Debian: apt install wrk).")
    path = asked.path or fullest()
    for server in asked.server or SERVERS:
        found = measure(server, path, asked.rounds, asked.seconds, asked.port)
        print(json.dumps(found) if asked.json else told(found), flush=True)


if __name__ == "__main__":
    main()
