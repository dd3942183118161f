"""What the running newsroom is made of, as CycloneDX on standard output: Python's packages and the browser's.

`make sbom` writes it to var/sbom.json. Nothing is asked of anybody; what is pinned is what is told.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
PINS = ("requirements.txt", "requirements-video.txt")
BUNDLES = ROOT / "static/js/vendor"


def parts_of_the_browser() -> Iterator[dict[str, Any]]:
    for lock in sorted(BUNDLES.glob("*.lock.json")):
        told = json.loads(lock.read_text())
        packages = told.get("packages") or dict([told["package"].split()])
        for name, version in packages.items():
            scope, slash, rest = name.rpartition("/")
            yield {
                "type": "library",
                "name": name,
                "version": version,
                "bom-ref": f"{told['file']}-{name}",
                "purl": f"pkg:npm/{quote(scope, safe='')}{slash}{rest}@{version}",
            }


def whole() -> dict[str, Any]:
    pins = "\n".join((ROOT / name).read_text() for name in PINS)
    made = subprocess.run(  # noqa: S603 our own command line
        [sys.executable, "-m", "cyclonedx_py", "requirements", "--pyproject", str(ROOT / "pyproject.toml"), "-"],
        input=pins,
        capture_output=True,
        text=True,
        check=True,
    )
    bom: dict[str, Any] = json.loads(made.stdout)
    bom["components"] += parts_of_the_browser()
    return bom


if __name__ == "__main__":
    text = json.dumps(whole(), indent=1)
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        sys.exit(f"This is no CycloneDX: {problem}")
    print(text)
