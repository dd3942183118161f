"""What Lighthouse says of the readers' pages on phone settings: ``python bench/lighthouse.py http://localhost:8000``.

Serve the demo first (`make demo`). Needs Node; Lighthouse comes from npm (``npm install --prefix var/lighthouse
lighthouse@12.8.2``) and drives the Chromium that the tests use. Printed are the four scores, the largest paint, the
time the script blocks, the shift of the layout, bytes and requests. Other work on the machine costs performance; the
rest is no matter of speed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LIGHTHOUSE = Path(os.environ.get("LIGHTHOUSE", HERE / "var/lighthouse/node_modules/lighthouse/cli/index.js"))
PAGES = (
    "/",
    "/artikel/die-klappbruecke-bleibt-zu/",
    "/rubrik/lokales/",
    "/thema/hafen/",
    "/suche/",
    "/archiv/",
    "/videos/",
)
SCORES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight")


def judge(address: str) -> dict:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        flags = "--headless=new --no-sandbox --disable-gpu"
        command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={told.name}"]
        command += [f"--chrome-flags={flags}", f"--only-categories={','.join(SCORES)}"]
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": chromium})  # noqa: S603 our own words
        return json.loads(Path(told.name).read_text())


def main(site: str) -> None:
    for path in PAGES:
        found = judge(f"{site}{path}")
        scores = " ".join(f"{name} {round(100 * found['categories'][name]['score'])}" for name in SCORES)
        figures = " · ".join(found["audits"][name]["displayValue"] for name in FIGURES)
        requests = len(found["audits"]["network-requests"]["details"]["items"])
        print(f"{path:40} {scores}   {figures} · {requests} requests", flush=True)
        for name in SCORES[1:]:
            for one in found["categories"][name]["auditRefs"]:
                audit = found["audits"][one["id"]]
                if audit["score"] is not None and audit["score"] < 1 and one["weight"]:
                    print(f"    {name}: {audit['title']}")


if __name__ == "__main__":
    main((sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/"))
