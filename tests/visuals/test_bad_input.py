"""What strangers send: a clean picture comes of it, or a sentence; never a hang, a stray file or a foreign script."""

import io
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image as Pillow

from tests.factories import ImageFactory, picture_bytes
from visuals import lifecycle
from visuals.models import Image
from visuals.pipeline import apart, confined, pictures

ROOT = Path(__file__).resolve().parent.parent.parent
HTML = b"<!doctype html><script>alert(1)</script>"
PHP = b"<?php system($_GET['x']); ?>"
JAR = b"PK\x03\x04" + b"META-INF/MANIFEST.MF" * 8


def encoded(form="JPEG", size=(400, 300), **options):
    picture = Pillow.effect_noise(size, 60).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def png_of(width, height, rows=b""):
    """A PNG that claims a size and holds little."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def gif_of(frames):
    rows = [Pillow.new("P", (1200, 1200), number % 250) for number in range(frames)]
    buffer = io.BytesIO()
    rows[0].save(buffer, "GIF", save_all=True, append_images=rows[1:])
    return buffer.getvalue()


@pytest.mark.once
@pytest.mark.parametrize("stranger", [HTML, PHP, JAR, b"<svg onload=alert(1)>"], ids=["html", "php", "jar", "svg"])
@pytest.mark.parametrize("where", ["comment", "behind", "exif"])
def test_a_polyglot_comes_out_as_a_picture_and_nothing_else(stranger, where):
    exif = Pillow.Exif()
    exif[0x010E] = stranger.decode("latin-1")
    options = {"comment": {"comment": stranger}, "exif": {"exif": exif}}.get(where, {})
    data = encoded(**options) + (stranger if where == "behind" else b"")
    assert stranger in data
    for one in [apart.look(data).first, *apart.renditions(data, pictures.Recipe(ratios=("1:1",)))]:
        assert stranger not in one.data
        with Pillow.open(io.BytesIO(one.data)) as drawn:
            assert drawn.size == (one.width, one.height)


@pytest.mark.once
@pytest.mark.parametrize(("data", "why"), [
    (HTML + encoded(), "unreadable"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n" * 9, "unreadable"),
    (b"%PDF-1.7\n" + encoded(), "unreadable"),
    (encoded()[:4000], "unreadable"),
    (b"", "unreadable"),
    (png_of(60000, 60000), "too_many_pixels"),
    (png_of(7700, 7700, b"\0" * 9), "unreadable"),
    (b"\xff\xd8\xff" * 14_000_000, "too_large"),
], ids=["html first", "svg", "eps", "pdf", "truncated", "empty", "bomb", "liar", "huge"])  # fmt: skip
def test_what_is_no_picture_is_refused(data, why):
    with pytest.raises(pictures.NotAPicture) as refusal:
        apart.look(data)
    assert refusal.value.args == (why,)
    with translation.override("en"):
        assert lifecycle.SENTENCES[why]().endswith(".")


@pytest.mark.once
def test_of_many_frames_one_is_read():
    assert apart.look(gif_of(60)).first.width == 320


@pytest.mark.once
def test_a_child_that_takes_too_long_or_too_much_is_ended(monkeypatch):
    with pytest.raises(pictures.NotAPicture, match="too_slow"):
        apart.look(encoded(), seconds=0)
    monkeypatch.setattr(apart, "MEMORY", 160 * 1024 * 1024)
    with pytest.raises(pictures.NotAPicture, match="too_hungry"):
        apart.look(picture_bytes(7000, 7000, "PNG"))  # 49 megapixels in few bytes: honest, but more than that


@pytest.mark.once
def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setattr(
        confined, "START", "import os, json; print(json.dumps({'refused': str('SECRET_KEY' in os.environ)}))"
    )
    with pytest.raises(pictures.NotAPicture, match="False"):
        apart.look(encoded())


@pytest.mark.django_db
@pytest.mark.parametrize("name", [
    "../../../etc/passwd", "..\\..\\x.jpg", "%2e%2e/x.jpg", "a\u202egpj.exe", "x" * 200 + ".jpg", "CON.jpg", ".htaccess",
    "index.php", "shell.php.jpg",
])  # fmt: skip
def test_no_name_of_a_client_reaches_the_disk(client, picture_desk, media, name):
    client.force_login(picture_desk)
    file = SimpleUploadedFile("x.jpg", encoded(), "text/html")
    file._name = name
    form = {"kind": "photo", "focal_x": "0.5", "focal_y": "0.5", "tags": "", "upload": file,
            "imageperson_set-TOTAL_FORMS": 0, "imageperson_set-INITIAL_FORMS": 0}  # fmt: skip
    client.post("/admin/visuals/image/add/", form)
    image = Image.objects.get()
    found = {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}
    assert found == {image.file.name, *image.renditions.values_list("file", flat=True)}
    assert image.file.name.endswith(".jpeg")
    assert not (media.parent / "x.jpg").exists()


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_neither_row_nor_file(monkeypatch, media):
    def full(**row):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("visuals.lifecycle.intake.Rendition.objects.create", full)
    with pytest.raises(OSError, match="No space"):
        lifecycle.take_file(Image(caption="Kran"), encoded())
    assert not Image.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_the_sweep_takes_what_no_row_names_and_tells_of_rows_without_a_file(media):
    image, lost = ImageFactory(file=True), ImageFactory(file=picture_bytes(90, 70))
    stray = media / "renditions" / "ab" / "stray.webp"
    stray.parent.mkdir(parents=True, exist_ok=True)  # a picture's key may begin like that, too
    stray.write_bytes(b"x")
    young = media / "private" / "incoming" / "young.part"
    young.parent.mkdir(parents=True)
    young.write_bytes(b"x")
    os.utime(stray, (1, 1))
    default_storage.delete(lost.file.name)

    assert (lifecycle.sweep(dry=True).orphans, stray.exists()) == (1, True)
    told = lifecycle.sweep()

    assert (told.orphans, told.missing) == (1, 1)
    assert (stray.exists(), young.exists(), default_storage.exists(image.file.name)) == (False, True, True)


WORKER = """
import io, os, random, django
django.setup()
from PIL import Image as Pillow
from visuals import lifecycle
from visuals.models import Image
print("ready", flush=True)
while True:
    buffer = io.BytesIO()
    Pillow.effect_noise((random.randint(300, 500), 400), 60).save(buffer, "JPEG")
    image = Image.objects.order_by("?").first() if random.random() < 0.3 else None
    image = lifecycle.take_file(image or Image(caption="x"), buffer.getvalue())
    lifecycle.make_renditions(image)
    print("one more", flush=True)
"""
CHECK = """
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.core.files.storage import default_storage
from visuals import lifecycle
from visuals.models import Image, Rendition
names = [*Image.objects.values_list("file", flat=True), *Rendition.objects.values_list("file", flat=True)]
assert all(map(default_storage.exists, names)), "a row without a file"
lifecycle.sweep(grace=timedelta(0))
folder = Path(default_storage.location)
left = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
assert left == {*Image.objects.values_list("file", flat=True), *Rendition.objects.values_list("file", flat=True)}, "a stray file"
print(Image.objects.count())
"""


@pytest.mark.once
def test_a_kill_at_any_moment_leaves_no_row_without_a_file_and_the_sweep_no_file_without_a_row(tmp_path):
    env = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "x" * 50, "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "MEDIA_ROOT": str(tmp_path / "media"), "DEBUG": "0",
    }  # fmt: skip

    def run(code, **options):
        return subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True, **options)

    subprocess.run([sys.executable, ROOT / "manage.py", "migrate", "-v0", "--skip-checks"], env=env, check=True)
    moments = random.Random(4711)  # noqa: S311 -- no secret hangs on it
    for number in range(4):
        worker = run(WORKER)
        assert worker.stdout.readline() == "ready\n"
        if not number:  # on a busy machine all four might die before anything was kept
            assert worker.stdout.readline() == "one more\n"
        time.sleep(moments.uniform(0.1, 0.9))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    said, _nothing = (check := run(CHECK)).communicate()
    assert check.returncode == 0
    assert int(said) > 0
