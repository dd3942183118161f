"""A real object store for tests: SeaweedFS, which speaks S3 and starts in three seconds."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

KEY, SECRET, BUCKET = "blatt", "sehr/geheim@hier", "bilder"


def free_ports(number: int) -> list[int]:
    """Ports whose neighbour ten thousand further on is free, too: the store talks to itself there."""
    found: list[int] = []
    while len(found) < number:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            if port > 50_000 or port in found:
                continue
            try:
                other.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
            found.append(port)
    return found


class Store:
    """A SeaweedFS of this test run, which can be stopped and go on with what it has."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.ports = free_ports(5)
        self.url = f"http://127.0.0.1:{self.ports[0]}"
        self.setting = f"s3+http://{KEY}:sehr%2Fgeheim%40hier@127.0.0.1:{self.ports[0]}/{BUCKET}"

    def start(self) -> None:
        names = ("s3.port", "master.port", "volume.port", "filer.port", "admin.port")
        ports = [f"-{name}={port}" for name, port in zip(names, self.ports, strict=True)]
        quiet = [f"-{name}=false" for name in ("webdav", "admin.ui", "s3.iam", "master.telemetry")]
        none = [f"-{name}=0" for name in ("s3.port.iceberg", "s3.port.lance", "metricsPort")]
        here = [f"-dir={self.place}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-bucket={BUCKET}"]
        weed = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        assert weed, "tests/requirements.txt brings it along"
        self.process = subprocess.Popen(
            [weed, "-logdir", str(self.place), "mini", *here, *ports, *quiet, *none],
            env=os.environ | {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=self.place,
        )  # fmt: skip
        until = time.monotonic() + 60
        while self.anonymous(f"/{BUCKET}/?list-type=2") != 403:
            assert time.monotonic() < until, "the store did not start"
            time.sleep(0.1)

    def anonymous(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 -- our own server
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)
