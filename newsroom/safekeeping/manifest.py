"""The list of what a backup holds, with a sum for each part, and of itself."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
NAME = "manifest.json"
CHUNK = 1024 * 1024


class Damaged(Exception):
    """What is wrong with a backup, a sentence a part; nothing has been changed."""

    def __init__(self, *problems: str):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Table:
    """``rows_sum`` is of the values alone: the same on every database. ``sha256`` is of the file."""

    columns: list[str]
    rows: int
    rows_sum: str
    sha256: str


@dataclass(frozen=True)
class File:
    bytes: int
    sha256: str


@dataclass
class Manifest:
    made_at: str
    site: str
    engine: str
    #: app → its newest migration when the backup was made
    migrations: dict[str, str]
    tables: dict[str, Table] = field(default_factory=dict)
    media: dict[str, File] = field(default_factory=dict)
    #: files that rows name and that were not there when the backup was made
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, place: Path) -> None:
        told = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()
        write_private(place / NAME, told)
        write_private(place / f"{NAME}.sha256", hashlib.sha256(told).hexdigest().encode())


def read(place: Path) -> Manifest:
    """``Damaged`` if there is none, or if it is not as it was written."""
    try:
        told, sum_of_it = (place / NAME).read_bytes(), (place / f"{NAME}.sha256").read_text().strip()
    except FileNotFoundError as gone:
        raise Damaged(f"{place} is no backup, or not a whole one: {Path(gone.filename).name} is missing.") from gone
    if hashlib.sha256(told).hexdigest() != sum_of_it:
        raise Damaged(f"{NAME} is not as it was written.")
    data: dict[str, Any] = json.loads(told)
    if data["format"] != FORMAT:
        raise Damaged(f"This backup has format {data['format']}; this version of the newsroom reads format {FORMAT}.")
    data["tables"] = {label: Table(**table) for label, table in data["tables"].items()}
    data["media"] = {name: File(**told) for name, told in data["media"].items()}
    return Manifest(**data)


def write_private(path: Path, data: bytes) -> None:
    """For its owner's eyes only from the first byte on."""
    with open_private(path) as file:
        file.write(data)


def open_private(path: Path) -> BinaryIO:
    for folder in reversed(path.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    return path.open("wb")


def chunks(file: Any) -> Iterator[bytes]:
    while data := file.read(CHUNK):
        yield data


def table_file(label: str) -> str:
    return f"tables/{label}.jsonl.gz"


def media_file(name: str) -> str:
    return f"media/{name}"
