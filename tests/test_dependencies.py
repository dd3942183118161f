"""What the newsroom stands on: exactly what is pinned, nothing that clashes, every licence known, all of it in the list.

Known holes are looked up by `make audit` and not here: that asks a service, and a landing must not wait for strangers.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)")
FREE = {"MIT", "MIT-0", "MIT-CMU", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0", "MPL-2.0"}
#: packages that say it in words of their own, or that ask for more; looked at one by one
LOOKED_AT = {
    "psycopg": "LGPL-3.0-only",  # used unchanged, as a library
    "psycopg-binary": "LGPL-3.0-only",
    "django-taggit": "BSD",
    "granian": "BSD-3-Clause",
    "django-csp": "BSD",
    "defusedxml": "PSFL",
    "ftfy": "Apache-2.0",
    "snowballstemmer": "BSD-3-Clause",
    "django-storages": "BSD-3-Clause",
    "boto3": "Apache-2.0",
    "botocore": "Apache-2.0",
    "asgiref": "BSD-3-Clause",
    "brotli": "MIT",
    "fido2": "BSD License, Apache Software License, Mozilla Public License 2.0 (MPL 2.0)",
    "jmespath": "MIT",
    "python-dateutil": "Dual License",  # Apache-2.0 or BSD-3-Clause
    "qrcode": "BSD",
    "s3transfer": "Apache License 2.0",
    "six": "MIT",
    "sqlparse": "BSD License",
    "wcwidth": "MIT License",
}


def pinned(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= {pin[1]: pin[2] for pin in map(PIN.match, (ROOT / name).read_text().splitlines()) if pin}
    return found


RUNNING = pinned("requirements.txt", "requirements-video.txt")


def said_of(package: str) -> str:
    """Its licence, as it says itself: the expression, else the short text, else the classifiers."""
    told = metadata(package)
    short = told.get("License") or ""
    kinds = [kind.split(" :: ")[-1] for kind in told.get_all("Classifier") or [] if kind.startswith("License")]
    return told.get("License-Expression") or (short if 0 < len(short) < 40 else "") or ", ".join(kinds)


def test_what_is_installed_is_what_is_pinned():
    everything = RUNNING | pinned("tests/requirements.txt")
    assert {name: metadata(name)["Version"] for name in everything} == everything


def test_nothing_that_is_installed_clashes():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_licence_is_known():
    unknown = {
        name: said
        for name in RUNNING
        if (said := said_of(name)) != LOOKED_AT.get(name) and not {*re.split(r" (?:AND|OR) ", said)} <= FREE
    }
    assert unknown == {}
    assert LOOKED_AT.keys() <= RUNNING.keys()


def test_the_list_of_parts_is_valid_and_whole():
    done = subprocess.run([sys.executable, "deploy/sbom.py"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    bom = json.loads(done.stdout)
    told = {part["name"]: part["version"] for part in bom["components"]}
    assert RUNNING.items() <= told.items()
    assert told["hls.js"]
    assert told["@tiptap/core"]
    assert {part["purl"].split("/")[0] for part in bom["components"]} == {"pkg:pypi", "pkg:npm"}
    assert bom["metadata"]["component"]["name"] == "newsroom"
