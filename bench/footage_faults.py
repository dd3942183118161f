"""Footage under fire: workers and encoders killed at random, and a disk that fills up. Prints what became of it.

    .venv/bin/python bench/footage_faults.py             # 30 kills; about five minutes on two cores
    .venv/bin/python bench/footage_faults.py --disk      # a media folder that fills up (has to be root, for the mount)

Nothing here is the newsroom's own: a database and a media folder of its own, both gone afterwards.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path(tempfile.mkdtemp(prefix="footage-faults-"))
LEASE = 4
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "DATABASE_URL": f"sqlite:///{PLACE}/db.sqlite3",
    "MEDIA_ROOT": str(PLACE / "media"),
    "SECRET_KEY": "k" * 60,
    "MEDIA_LEASE": str(LEASE),
}
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 the environment had to be set first

django.setup()

from django.core.management import call_command  # noqa: E402 the same

from visuals.lifecycle import footage as lifecycle  # noqa: E402 the same
from visuals.lifecycle.footage import leases, places  # noqa: E402 the same
from visuals.models import Footage, MediaJob  # noqa: E402 the same
from visuals.pipeline.video import recipe  # noqa: E402 the same

OPEN = ("queued", "running")


def film(seconds: int, name: str) -> Path:
    path = PLACE / f"{name}.mp4"
    inputs = ["-f", "lavfi", "-i", f"testsrc2=size=640x360:rate=25:duration={seconds}", "-f", "lavfi", "-i"]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    command = ["ffmpeg", "-v", "error", "-y", *inputs, f"sine=duration={seconds}", *codecs, str(path)]
    subprocess.run(command, check=True)  # noqa: S603 our own words
    return path


def worker() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "manage.py", "worker", "--queue", "media", "--interval", "0.2", "--beat", "0.5"]
    return subprocess.Popen([*command, "--stale", "3", "--verbosity", "0"], cwd=ROOT)  # noqa: S603 our own words


def encoders() -> list[int]:
    """Every ffmpeg that works in our place."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if command.split(b"\0")[0].endswith(b"ffmpeg") and str(PLACE).encode() in command:
            found.append(int(process.name))
    return found


def kills(number: int, waiting: int) -> None:
    original = film(20, "film")
    told, orphans, alive = Counter(), 0, worker()
    while told.total() < number:
        retry_what_was_given_up()
        while MediaJob.objects.filter(state__in=OPEN).count() < waiting:
            lifecycle.take(original, title=f"Programme {Footage.objects.count()}")
        time.sleep(random.uniform(3.0, 8.0))  # noqa: S311 no secret
        target = random.choice(["worker", "encoder"])  # noqa: S311 no secret
        if target == "encoder" and (running := encoders()):
            os.kill(running[0], signal.SIGKILL)
        elif target == "worker" and MediaJob.objects.filter(state="running", worker__endswith=f"-{alive.pid}").exists():
            alive.kill()
            alive.wait()
            time.sleep(0.3)
            orphans += len(encoders())
            alive = worker()
        else:
            continue
        told[target] += 1
        print(f"\r{told.total()} kills, {MediaJob.objects.filter(state='done').count()} jobs done", end="", flush=True)
    report(told, orphans, settle_down(alive))


def settle_down(alive: "subprocess.Popen[bytes]") -> float:
    """Let it come to its end."""
    began = time.monotonic()
    while MediaJob.objects.filter(state__in=OPEN).exists() or Footage.objects.filter(state="failed").exists():
        retry_what_was_given_up()
        time.sleep(0.5)
        if time.monotonic() - began > 900:
            break
    alive.send_signal(signal.SIGTERM)
    alive.wait()
    return time.monotonic() - began


def retry_what_was_given_up() -> None:
    """Killed three times in a row, a job is given up; somebody at the desk would press “try again”."""
    for footage in Footage.objects.filter(state="failed"):
        lifecycle.retry(footage, by=None)


def report(told: Counter, orphans: int, longest: float) -> None:
    jobs = Counter(MediaJob.objects.values_list("state", flat=True))
    wrong = []
    for footage in Footage.objects.all():
        versions = list(footage.versions.all())
        on_disk = sum(p.stat().st_size for p in places.files(versions[0]).rglob("*") if p.is_file()) if versions else 0
        if footage.state != "ready" or len(versions) != 1 or versions[0].bytes != on_disk:
            wrong.append(f"{footage.title}: {footage.state}, {len(versions)} versions")
    left = list((PLACE / "media").rglob("scratch"))
    print(f"\n{told.total()} kills: {dict(told)}; jobs: {dict(jobs)}; tries a job: {tries()}")
    print(f"orphans {orphans}, scratch folders left {len(left)}, encoders left {len(encoders())}, wrong {wrong or 0}")
    print(f"quiet {longest:.0f} s after the last kill; leases of {LEASE} s")


def tries() -> dict[int, int]:
    return dict(sorted(Counter(MediaJob.objects.values_list("attempts", flat=True)).items()))


def disk() -> None:
    """A media folder of its own that fills up during the MP4, and during the ladder."""
    media = PLACE / "media"
    media.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(media)], check=True)  # noqa: S603, S607
    try:
        for kind, one_pass_ms in (("mp4", 0), ("ladder", recipe.ONE_PASS_MS)):  # of a long programme, and a short one
            recipe.ONE_PASS_MS = one_pass_ms
            footage = lifecycle.take(film(20, "film"), title=f"Full during the {kind}")
            fill_up_during(kind, footage)
    finally:
        subprocess.run(["umount", str(media)], check=True)  # noqa: S603, S607


def fill_up_during(kind: str, footage: Footage) -> None:
    """There is room when it begins; after its first sign of life there is none."""
    while MediaJob.objects.due().filter(footage=footage)[0].kind != kind:
        lifecycle.work(footage.pk)
    ballast, beat = PLACE / "media" / "ballast", leases.Lease.beat

    def filling(lease: leases.Lease, percent: int) -> None:
        if not ballast.exists():
            ballast.write_bytes(bytes(max(0, places.free() - 50_000)))
        beat(lease, percent)

    leases.Lease.beat = filling
    lifecycle.work(footage.pk)
    leases.Lease.beat = beat
    job = footage.jobs.get(kind=kind)
    left = [path.name for path in (PLACE / "media").rglob("scratch")]
    print(
        f"{kind}: {job.state}, {job.error_code}, {job.attempts} tries burned, left over {left or 0}: {job.error[:60]!r}"
    )
    ballast.unlink()
    lifecycle.retry(footage, by=None)
    while lifecycle.work(footage.pk) != "nothing to do":
        pass
    footage.refresh_from_db()
    print(f"{kind}: with room it is {footage.state}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--waiting", type=int, default=4, help="Jobs that are open all the time.")
    parser.add_argument("--disk", action="store_true")
    told = parser.parse_args()
    try:
        call_command("migrate", verbosity=0)
        disk() if told.disk else kills(told.kills, told.waiting)
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)


if __name__ == "__main__":
    main()
