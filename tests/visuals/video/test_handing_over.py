"""Large files through a real nginx: it sends them, in ranges, and we alone say who may have them."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import transaction

from tests.bodies import body, video
from tests.factories import ClipFactory, EditionFactory
from tests.visuals.footage_files import ready_footage

pytestmark = pytest.mark.django_db(transaction=True)

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
CONF = """
daemon off; master_process off; pid {place}/pid; error_log {place}/errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {place}/a; proxy_temp_path {place}/b; fastcgi_temp_path {place}/c;
  uwsgi_temp_path {place}/d; scgi_temp_path {place}/e;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass {app}; proxy_set_header Host localhost; }}
    location /protected/ {{ internal; alias {media}/; }}
  }}
}}
"""


@pytest.fixture
def in_front(live_server, tmp_path, settings):
    """The address of an nginx before the live server, as ``docs/video.md`` sets it up."""
    if not NGINX:
        advice = "no nginx found: install it (Debian: apt install nginx-light)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    settings.MEDIA_HANDOVER = "/protected"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = tmp_path / "nginx.conf"
    conf.write_text(CONF.format(place=tmp_path, port=port, app=live_server.url, media=site.MEDIA_ROOT))
    with subprocess.Popen([NGINX, "-p", str(tmp_path), "-c", str(conf), "-e", str(tmp_path / "errors")]) as nginx:
        try:
            _await(port, nginx, tmp_path)
            yield f"http://127.0.0.1:{port}"
        finally:
            nginx.terminate()


def _await(port, nginx, place):
    for _ in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        if nginx.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"nginx did not start: {(place / 'errors').read_text()}")


def fetch(address, **headers):
    asked = urllib.request.Request(address, headers={"Host": "localhost", **headers})  # noqa: S310 -- our own nginx
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 -- the same
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, b""


def test_nginx_sends_the_parts_and_we_say_to_whom(in_front):
    with transaction.atomic():
        footage = ready_footage()
    clip = ClipFactory(footage=footage, in_ms=200, out_ms=1600, typed_ms=None)
    path = f"{in_front}/sendungen/{footage.key}/1/{footage.active.mp4}"
    data = (Path(site.MEDIA_ROOT) / footage.active.path / footage.active.mp4).read_bytes()

    assert fetch(path)[0] == 404  # no story shows it yet
    assert fetch(f"{in_front}/protected/{footage.active.path}/{footage.active.mp4}")[0] == 404  # no way round

    EditionFactory(body=body(video(clip)))
    status, headers, whole = fetch(path)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "video/mp4", "public, no-cache")
    assert whole == data
    status, headers, part = fetch(path, Range="bytes=100-199")
    assert (status, headers["Content-Range"], part) == (206, f"bytes 100-199/{len(data)}", data[100:200])
    assert fetch(path, Range=f"bytes={len(data)}-")[0] == 416
    assert fetch(path, Range="bytes=-10", **{"If-Range": headers["ETag"]})[2] == data[-10:]
    assert b"#EXTM3U" in fetch(f"{in_front}/sendungen/{footage.key}/1/hls/master.m3u8")[2]
