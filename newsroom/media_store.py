"""Where pictures and footage are kept: a folder, or an object store that speaks S3; who sends the large ones,
and which program listens to them.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from newsroom import env

ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
HANDOVER = re.compile(r"(/[\w-]+)+/?", re.ASCII)
SCHEMES = {"s3": "https", "s3+http": "http"}


def named(name: str) -> dict[str, Any]:
    """The entry for ``STORAGES``; in ``MEDIA_ROOT`` if nothing is set."""
    url = env.text(name)
    if not url:
        return ON_DISK
    try:
        parts = urlsplit(url)
        bucket, more = parts.path.strip("/"), parse_qs(parts.query, strict_parsing=bool(parts.query))
        usable = parts.scheme in SCHEMES and all((parts.hostname, parts.username, parts.password, bucket))
        usable = usable and parts.port != 0 and "/" not in bucket and more.keys() <= {"region"}
    except ValueError:
        usable = False
    if not usable:
        raise env.Misconfigured(
            f"{name} is {env.shown(url)}, but has to name an S3 store with its key, its secret and a bucket; signs "
            f"like @ : / in the secret are written as %40 %3A %2F. Example: {name}=s3://key:secret@s3.example.org/pictures"
        )
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "newsroom.object_storage.ObjectStorage",
        "OPTIONS": {
            "endpoint_url": f"{SCHEMES[parts.scheme]}://{host}",
            "bucket_name": bucket,
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": more.get("region", ["us-east-1"])[0],
        },
    }


def handover(name: str) -> str:
    """Who sends large files: "" this process, ``/path`` nginx from there, an origin the storage behind it."""
    value = env.text(name)
    if not value.startswith("/"):
        return env.origin(name, "").geturl() if value else ""
    if not HANDOVER.fullmatch(value):
        raise env.Misconfigured(
            f"{name} is {env.shown(value)}, but has to be an internal location of nginx, or the origin of a storage "
            f"that signs its addresses. Example: {name}=/protected"
        )
    return value.rstrip("/")


def program(name: str) -> str:
    """The full path of something that can be started; "" if nothing is set."""
    value = env.text(name)
    if value and not (Path(value).is_absolute() and Path(value).is_file() and os.access(value, os.X_OK)):
        raise env.Misconfigured(
            f"{name} is {env.shown(value)}, but has to be the full path of a program that can be started here, "
            f"without arguments. Example: {name}=/opt/speech/captions"
        )
    return value
