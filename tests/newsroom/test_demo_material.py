"""What the demo is made of: its text, its drawings, its films. No database."""

import io
import struct
from datetime import UTC, datetime

import pytest
from PIL import Image, IptcImagePlugin

from newsroom.demo import footage
from newsroom.demo.drawing import SCENES
from newsroom.demo.drawing.files import CREDIT, encoded
from newsroom.demo.library import STILL, milliseconds
from newsroom.demo.markup import Body, Rows, dated
from newsroom.demo.reading import Calendar, register, stories
from visuals.pipeline import pictures

pytestmark = pytest.mark.once
ROWS = Rows({"ada": 3}, {"ada": "Ada Lindqvist"}, {"map": 5}, {"talk": 7}, {"flood": 9})


def read(text: str) -> list[dict]:
    return Body("story", ROWS).read(text)


def test_running_text_becomes_typed_inlines():
    (block,) = read("Before **strong** and *soft*, [there](https://example.org/x)\nwith [[ada|Frau Lindqvist]].")
    assert block["content"] == [
        {"type": "text", "text": "Before "},
        {"type": "text", "text": "strong", "marks": [{"type": "strong"}]},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "soft", "marks": [{"type": "emphasis"}]},
        {"type": "text", "text": ", "},
        {"type": "text", "text": "there", "marks": [{"type": "link", "attrs": {"href": "https://example.org/x"}}]},
        {"type": "text", "text": " with "},
        {"type": "mention", "attrs": {"person": 3, "label": "Frau Lindqvist"}},
        {"type": "text", "text": "."},
    ]


def test_a_quote_keeps_its_role_with_a_page_or_without_a_name():
    known, nameless = read("> So it is.\n-- ada, Bürgermeisterin\n\n> No.\n-- , Busfahrerin der Linie 3")
    assert known["attrs"] | {"id": ""} == {
        "id": "",
        "person": 3,
        "name": "Ada Lindqvist",
        "role": "Bürgermeisterin",
    }
    assert nameless["attrs"] | {"id": ""} == {"id": "", "name": "", "role": "Busfahrerin der Linie 3"}


def test_ids_are_the_same_in_every_load_and_never_twice():
    text = "One.\n\n- a\n- b\n\n:clip talk | Look\n\n:image map\n\n:teaser flood | K | T | L\nText.\n\n:table C | S\n| a | 1 |"
    blocks = read(text)
    assert blocks == read(text)
    assert [block["type"] for block in blocks] == ["paragraph", "list", "clip", "image", "teaser", "table"]
    ids = [block["attrs"]["id"] for block in blocks]
    assert len(set(ids)) == len(ids)
    assert ids != [block["attrs"]["id"] for block in Body("other", ROWS).read(text)]


def test_days_are_counted_from_the_last_top_story():
    early, late = (Calendar(datetime(2026, 3, 5, hour, tzinfo=UTC)) for hour in (5, 6))  # 6 and 7 o'clock in town
    assert [early.on(0).day, late.on(0).day] == [4, 5]
    assert early.at(0, "06:10").isoformat() == "2026-03-04T06:10:00+01:00"
    assert [calendar.coming(1, "05:00").day for calendar in (early, late)] == [6, 6]
    assert dated("{wd:-1}, {year:-40}", late.day, "de") == "Mittwoch, 1986"
    assert dated("{wd:1}", late.day, "en") == "Friday"


def test_every_name_in_the_data_leads_somewhere():
    people, sections, tags = register("people"), register("sections"), register("tags")
    images, clips = register("pictures"), register("clips")
    assert SCENES.keys() == images.keys() == {name for name in images if name in SCENES}
    assert {STILL + key for key in clips} == {key for key in images if key.startswith(STILL)}
    assert len(images) - len(clips) == 16
    for entry in (*images.values(), *clips.values()):
        assert {*entry.get("shows", ()), *entry.get("people", ())} <= people.keys()
        assert set(entry.get("tags", ())) <= tags.keys()
    for story in stories():
        head = story.head
        assert {*head["bylines"], *head["people"]} <= people.keys()
        assert (head["section"] in sections, head["lead_image"] in images) == (True, True)
        assert set(head["tags"]) <= tags.keys()
        if "correction" in head:
            assert story.text.count(head["correction"]["now"]) == 1


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_the_same_picture_every_time(name):
    first, second = (SCENES[name](64) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert len(first.convert("RGB").quantize(64).getcolors()) > 4  # something is on it


def test_pictures_come_as_they_come_to_a_desk():
    assert SCENES["haushalt"](64).getchannel("A").getextrema() == (0, 255)
    assert SCENES["mundhenkel"](1600).size == (900, 1200)
    upright = SCENES["radweg"](320)
    data = encoded(upright, "turned", "FB-Bild", "Jörg Ö")
    with Image.open(io.BytesIO(data)) as lying:
        assert lying.size == upright.size[::-1]
        assert lying.getexif()[0x0112] == 6
        assert IptcImagePlugin.getiptcinfo(lying)[2, CREDIT] == b"FB-Bild"
    widest = next(pictures.renditions(data))
    assert (widest.width, widest.height) == upright.size
    with Image.open(io.BytesIO(widest.data)) as shown:
        red, above = (shown.convert("RGB").getpixel((186, y)) for y in (104, 8))
    assert red[0] > red[2] + 60 > above[0] - above[2]  # the red car is where it was drawn, below the grey pavement


def test_a_film_lasts_as_long_as_it_says(monkeypatch):
    film = footage.filmed("still-riss", milliseconds("0:03"))
    assert (film is None) == (footage.encoder() is None)
    if film:
        header = film.index(b"mvhd") + 4
        scale, length = struct.unpack(">II", film[header + 12 : header + 20])
        assert length / scale == 3
    monkeypatch.setenv("PATH", "")
    assert footage.filmed("still-riss", 3000) is None
