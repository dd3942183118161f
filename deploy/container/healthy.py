"""Does the server of this container answer? Asked every few seconds, so without Django and its second of waking up."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

PORT = os.environ.get("PORT") or "8000"
# Only the newsroom's own name is answered to, and asking from inside changes nothing about that.
HOST = urlsplit(os.environ.get("SITE_URL") or "http://localhost").netloc

try:
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}/healthz", headers={"Host": HOST})
    urllib.request.urlopen(asked, timeout=4).close()  # noqa: S310 our own server
except OSError as problem:
    sys.exit(f"No answer: {problem}")
