"""Pictures and footage in S3 or a store that speaks like it: private, in ranges, and failing as a disk fails.

Readers never get an address in the store: our own views ask who may see a file, and pass it on.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

AT_ONCE = 256 * 1024  # bytes asked for in one go by whoever reads a little at a time
#: As every store understands it: the bucket in the path, sums only where one is demanded. A store that is silent for
#: so long counts as gone: whoever uploads is told, and no page ever waits for it.
CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=3,
    read_timeout=20,
    retries={"total_max_attempts": 2, "mode": "standard"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)

#: What is read of a large file on its way there gives signs of life for whoever sends it, from the thread of its own.
IN_ONE_THREAD = TransferConfig(use_threads=False)


@contextmanager
def as_a_disk(name: str) -> Iterator[None]:
    """Whatever the store or the way to it has against us is an ``OSError``, a missing object ``FileNotFoundError``."""
    try:
        yield
    except ClientError as refusal:
        if refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from refusal
        raise OSError(f"The object store refused {name}: {refusal}") from refusal
    except (BotoCoreError, Boto3Error) as silence:
        raise OSError(f"The object store does not answer: {silence}") from silence


class ObjectStorage(S3Storage):
    """Without options of its own it takes the place of a folder; ``media_store`` reads them from one address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"client_config": CLIENT, "transfer_config": IN_ONE_THREAD, **options})

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        raise NotImplementedError("Files have no address in the store; a view passes them on.")

    def signed(self, name: str, seconds: int) -> str:
        """An address that opens this one file for a while; whoever asks for it has asked who may see the file."""
        address: str = super().url(name, expire=seconds)
        return address

    def delete(self, name: str) -> None:
        with as_a_disk(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with as_a_disk(name):
            return super().exists(name)

    def size(self, name: str) -> int:
        with as_a_disk(name):
            return super().size(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with as_a_disk(name):
            return super().listdir(name)

    def get_modified_time(self, name: str) -> Any:
        with as_a_disk(name):
            return super().get_modified_time(name)

    def _save(self, name: str, content: Any) -> str:
        with as_a_disk(name):
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("What is in the store is read or replaced whole, never written into.")
        return Opened(self, name)

    def part(self, name: str, first: int, last: int) -> bytes:
        """Bytes ``first`` to ``last`` of an object, both included."""
        with as_a_disk(name):
            asked = self.bucket.Object(self._normalize_name(name)).get(Range=f"bytes={first}-{last}")
            data: bytes = asked["Body"].read()
            return data


class Opened(File):
    """What Django hands around; closed, it can be opened once more."""

    def __init__(self, storage: ObjectStorage, name: str) -> None:
        self.storage = storage
        super().__init__(io.BufferedReader(Stored(storage, name), AT_ONCE), name)

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> File:
        if self.closed:
            self.file = io.BufferedReader(Stored(self.storage, self.name), AT_ONCE)
        self.seek(0)
        return self


class Stored(io.RawIOBase):
    """An object as a file that can be read from anywhere: a video’s last second costs no more than that second."""

    def __init__(self, storage: ObjectStorage, name: str) -> None:
        self.storage, self.name = storage, name
        self.length = storage.size(name)
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.length}[whence]
        self.at = max(0, start + offset)
        return self.at

    def readinto(self, buffer: Any) -> int:
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        return self._next(self.length)

    def _next(self, most: int) -> bytes:
        last = min(self.at + most, self.length) - 1
        data = self.storage.part(self.name, self.at, last) if last >= self.at else b""
        self.at += len(data)
        return data
