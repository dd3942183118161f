"""One picture out of a storyboard, whose sheets were made by us."""

import io
from typing import Any

from PIL import Image


def sheet_of(board: dict[str, Any], tile: int) -> str:
    return f"board/{tile // _per_sheet(board):03}.jpg"


def cut_out(board: dict[str, Any], sheet: bytes, tile: int) -> bytes:
    row, column = divmod(tile % _per_sheet(board), board["columns"])
    width, height = board["width"], board["height"]
    with Image.open(io.BytesIO(sheet)) as picture:
        one = picture.crop((column * width, row * height, (column + 1) * width, (row + 1) * height))
    held = io.BytesIO()
    one.save(held, "JPEG", quality=85)
    return held.getvalue()


def _per_sheet(board: dict[str, Any]) -> int:
    return int(board["columns"] * board["rows"])
