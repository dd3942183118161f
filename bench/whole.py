"""``make bench``: everything of ``at_size.py`` beside 1,000, 20,000 and 100,000 stories, on SQLite and on PostgreSQL.

Writes ``docs/benchmarks.md`` and its drawing. ``--sizes 1000 20000`` takes fewer (100,000 stories and both engines:
about half an hour on two quiet cores); PostgreSQL is that of ``TEST_POSTGRES_URL``, and is left out if it does not
answer. Makes databases of its own and takes them away.
"""

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "pictures" / "benchmarks.svg"
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
DATABASE = "newsroom_bench"
LIMITS = {
    "story": 6,
    "story of words": 6,
    "front": 8,
    "section": 5,
    "topic": 5,
    "person": 5,
    "clip": 4,
    "search": 4,
    "search in vain": 4,
}
LIMITS |= {"stories": 10, "story form": 15, "pictures": 10, "publish 30 blocks": 15}
Rows = list[dict[str, Any]]


def command(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(  # noqa: S603 our own programs
        [sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def measured(engine: str, address: str, sizes: list[int], rounds: int, scratch: Path) -> Rows:
    environment = os.environ | {
        "DATABASE_URL": address, "MEDIA_ROOT": str(scratch / "media"), "STATIC_ROOT": str(scratch / "static"),
        "SITE_URL": "http://localhost:8000", "DEMO": "1", "DEBUG": "0", "SECRET_KEY": "only-for-figures-" + "0" * 48,
        "PAGE_STORE": str(scratch / "pages"),
    }  # fmt: skip
    demo = ["load_demo", "-v0", "--picture-width", "400", "--without-footage"]  # stories with everything in them
    for words in (["migrate", "-v0"], ["roles"], ["collectstatic", "--noinput", "-v0"], demo):
        command(environment, "manage.py", *words)
    rows: Rows = []
    there = 0
    for size in sizes:
        started = time.perf_counter()
        command(environment, "manage.py", "fill", "--stories", str(size - there), "--seed", str(size))
        told = f"{engine}: {size - there:,} stories in {time.perf_counter() - started:.0f} s"
        there = size
        if engine == "PostgreSQL":
            with closing(psycopg.connect(address, autocommit=True)) as connection:
                connection.execute("ANALYZE")
        print(told, flush=True)
        for line in command(environment, "bench/at_size.py", "--rounds", str(rounds)).splitlines():
            rows.append({"engine": engine, "size": size} | json.loads(line))
        if size == sizes[0]:
            rows += served(engine, environment)
    return rows


def served(engine: str, environment: dict[str, str]) -> Rows:
    """A page stored, drawn and bare under both servers, where wrk is there to ask fast enough."""
    if not shutil.which("wrk"):
        print("wrk is not here (Debian: apt install wrk): stored pages are left out.", flush=True)
        return []
    lines = command(environment, "bench/stored_pages.py", "--json").splitlines()
    return [{"kind": "served", "engine": engine} | json.loads(line) for line in lines]


def on_postgres(sizes: list[int], rounds: int, scratch: Path) -> Rows:
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5)
    except psycopg.Error as problem:
        print(f"PostgreSQL does not answer, and is left out: {str(problem).splitlines()[0]}")
        return []
    with closing(connection):
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        try:
            address = POSTGRES.rpartition("/")[0] + f"/{DATABASE}"
            return measured("PostgreSQL", address, sizes, rounds, scratch)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def machine() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}, Python {platform.python_version()}"


def number(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def table(rows: Rows, kind: str, engine: str, sizes: list[int]) -> list[str]:
    """A line for each page: its questions, then what it costs at each size with the least and the most."""
    mine = [row for row in rows if row["kind"] == kind and row["engine"] == engine]
    by = {(row["name"], row["size"]): row for row in mine}
    names = list(dict.fromkeys(row["name"] for row in mine))
    found = [
        "| | queries | " + " | ".join(f"{size:,} stories" for size in sizes) + f" | {sizes[-1]:,} : {sizes[0]:,} |"
    ]
    found += ["|---|---:|" + "---:|" * (len(sizes) + 1)]
    for name in names:
        lines = [by[name, size] for size in sizes if (name, size) in by]
        counts = {row["queries"] for row in lines} - {None}
        told = "–".join(str(count) for count in sorted({min(counts), max(counts)})) if counts else ""
        if name in LIMITS:
            told += f" (≤ {LIMITS[name]})"
        cells = [f"{number(r['cpu'])} ({number(r['least'])}–{number(r['most'])}); {number(r['wall'])}" for r in lines]
        ratio = f"{lines[-1]['cpu'] / lines[0]['cpu']:.2f}" if len(lines) > 1 else ""
        found.append(f"| {name} | {told} | {' | '.join(cells)} | {ratio} |")
    return found


def stored(rows: Rows, engine: str) -> list[str]:
    """Requests a second and the processor's milliseconds of one, under each server; and what is asked of them."""
    mine = [row for row in rows if row["kind"] == "served" and row["engine"] == engine]
    if not mine:
        return []
    found = [
        "The first of these stories, by two processes of a server to 16 connections (`bench/stored_pages.py`):",
        "",
    ]
    found += ["| | bare, requests a second | stored | drawn anew | stored : bare (≥ 0.85) | drawn : bare, processor |"]
    found += ["|---|---:|---:|---:|---:|---:|"]
    for row in mine:
        each = [row[name] for name in ("bare", "stored", "drawn")]
        cells = [f"{_middle(one['rate'], 0)}; {_middle(one['cpu'], 3)} ms" for one in each]
        speed, cost = (
            [a / b for a, b in zip(row[name][what], row["bare"][what], strict=True)]
            for name, what in (("stored", "rate"), ("drawn", "cpu"))
        )
        found.append(f"| {row['server']} | {' | '.join(cells)} | {_middle(speed, 2)} | {_middle(cost, 1)} |")
    return [*found, ""]


def _middle(figures: list[float], places: int) -> str:
    told = [f"{figure:,.{places}f}" for figure in (statistics.median(figures), min(figures), max(figures))]
    return f"{told[0]} ({told[1]}–{told[2]})"


def drawing(rows: Rows, sizes: list[int]) -> str:
    """Milliseconds of the processor over the number of stories, one line a page and engine; both axes by powers."""
    left, top, width, height = 70, 30, 480, 300
    pages = [row for row in rows if row["kind"] == "page"]
    low, high = min(row["cpu"] for row in pages), max(row["cpu"] for row in pages)
    floor, roof = math.floor(math.log10(low)), math.ceil(math.log10(high))

    def x(size: int) -> float:
        span = math.log10(sizes[-1] / sizes[0]) or 1
        return left + width * math.log10(size / sizes[0]) / span

    def y(value: float) -> float:
        return top + height * (roof - math.log10(value)) / (roof - floor)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 380" font-family="sans-serif" font-size="12">',
        '<rect width="760" height="380" fill="#fff"/>',
    ]
    for power in range(floor, roof + 1):
        at = y(10**power)
        parts.append(f'<path d="M{left} {at:.1f}H{left + width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g} ms</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{top + height + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{left + width / 2}" y="{top + height + 40}" text-anchor="middle">stories</text>')
    colours = ["#666", "#b3261e", "#1b5e9b", "#2e7d32", "#8e5b00", "#6a3d9a", "#00838f", "#ad1457", "#455a64"]
    names = list(dict.fromkeys(row["name"] for row in pages))
    last = 0.0
    for name, colour in sorted(zip(names, colours * 2, strict=False), key=lambda one: -_last(pages, one[0])):
        for engine, dash in (("SQLite", ""), ("PostgreSQL", ' stroke-dasharray="5 4"')):
            line = [(row["size"], row["cpu"]) for row in pages if row["name"] == name and row["engine"] == engine]
            if line:
                path = "L".join(f"{x(size):.1f} {y(value):.1f}" for size, value in line)
                parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        last = max(y(_last(pages, name)) + 4, last + 15)
        parts.append(f'<text x="{left + width + 8}" y="{last:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _last(pages: Rows, name: str) -> float:
    return [row["cpu"] for row in pages if row["name"] == name][-1]


def page(rows: Rows, sizes: list[int], load: float) -> str:
    engines = list(dict.fromkeys(row["engine"] for row in rows))
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {time.strftime('%Y-%m-%d')}: {machine()}; load when it began {load:.1f}. Each "
        "cell: milliseconds of the application's processor, median of interleaved rounds (least–most); the wall's. "
        "“bare” is a Django without middleware that answers with the bytes of the story, in the same rounds. Pages are "
        "made anew each time, past the stored ones. Queries with the limit.",
        "",
        "`fill` knows three persons and takes what pictures and clips there are, so each of them stands in hundreds or "
        "thousands of stories: the pages of a person and of a clip are the worst case there.",
        "",
        "![What a page costs beside more and more stories](pictures/benchmarks.svg)",
        "",
    ]
    for engine in engines:
        lines += [f"## {engine}", "", "Readers' pages:", "", *table(rows, "page", engine, sizes), ""]
        lines += [*stored(rows, engine), "The desk:", "", *table(rows, "desk", engine, sizes), ""]
    return "\n".join([*lines, *OTHERS])


OTHERS = """## Figures of their own scripts

| what | command |
|---|---|
| a reader's search | `python bench/reader_search.py` |
| the desk's search | `python bench/desk_search.py` |
| a full picture library | `python bench/library.py` |
| copies of a photograph | `python bench/renditions.py` |
| encoding footage, and 30 kills of it | `python bench/footage_cost.py`, `python bench/footage_faults.py` |
| related clips: quality, speed | `python bench/related_quality.py`, `python bench/related_speed.py` |
| a key in a story of 500 blocks | `python bench/editor_typing.py`, `python bench/form_typing.py ADDRESS` |
| a live blog of 1,000 posts | `python bench/live_blog.py` |
| the lint's precision | `python bench/lint_quality.py` |
""".splitlines()


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000, 100_000])
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    sizes, load = sorted(asked.sizes), os.getloadavg()[0]
    scratch = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    try:
        rows = measured("SQLite", f"sqlite:///{scratch}/bench.sqlite3", sizes, asked.rounds, scratch)
        rows += on_postgres(sizes, asked.rounds, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    PICTURE.write_text(drawing(rows, sizes))
    PAGE.write_text(page(rows, sizes, load) + "\n")
    print(PAGE.read_text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
