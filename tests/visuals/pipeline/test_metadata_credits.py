"""Credits as agencies write them, and the one line readers get."""

import pytest

from tests.visuals.pipeline.agency_files import wire
from visuals.pipeline.metadata import read

pytestmark = pytest.mark.once
BY, TITLE, CREDIT, SOURCE, CAPTION, RIGHTS = 80, 85, 110, 115, 120, 116


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({BY: "Ada Lind", CREDIT: "AP", SOURCE: "AP"}, "AP | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "AP Photo"}, "AP | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "ASSOCIATED PRESS", SOURCE: "AP"}, "AP | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "", SOURCE: "FR171797 AP"}, "AP | Ada Lind"),
        ({BY: "Ada Lind", TITLE: "STF", CREDIT: "-", SOURCE: "AP"}, "AP | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Ada Lind/AP/dpa"}, "AP/dpa | Ada Lind"),
        ({CREDIT: "Ada Lind/AP/dpa"}, "AP/dpa | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "picture alliance / dpa"}, "picture alliance/dpa | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "picture-alliance/ dpa"}, "picture alliance/dpa | Ada Lind"),
        ({CREDIT: "picture alliance/dpa | Ada Lind"}, "picture alliance/dpa | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "picture alliance/dpa/AP"}, "picture alliance/dpa/AP | Ada Lind"),
        ({CREDIT: "imago images/Jan Hübler"}, "imago | Jan Hübler"),
        ({BY: "Jan Huebler", CREDIT: "IMAGO / Jan Hübler"}, "imago | Jan Huebler"),
        ({CREDIT: "dpa/Jens Bütner"}, "dpa | Jens Bütner"),
        ({BY: "Jens Bütner", CREDIT: "dpa", SOURCE: "dpa-Zentralbild"}, "dpa | Jens Bütner"),
        ({BY: "dpa/Jens Bütner"}, "dpa | Jens Bütner"),
        ({BY: "Jens Bütner/dpa", CREDIT: "dpa"}, "dpa | Jens Bütner"),
        ({BY: "ADA LIND", CREDIT: "EPA", TITLE: "STF"}, "epa | Ada Lind"),
        ({BY: "ADA LIND", CREDIT: "EPA-EFE"}, "epa | Ada Lind"),
        ({BY: "ADA LIND", CREDIT: "REUTERS", SOURCE: "X00157"}, "Reuters | Ada Lind"),
        ({BY: "ADA LIND", SOURCE: "X90178"}, "Ada Lind"),
        ({BY: "POOL", CREDIT: "via REUTERS"}, "Reuters | Pool"),
        ({BY: "Handout", CREDIT: "Getty Images"}, "Getty Images | Handout"),
        ({BY: "ADA LIND", CREDIT: "AFP via Getty Images"}, "AFP via Getty Images | Ada Lind"),
        ({BY: "ADA LIND", CREDIT: "AFP/Getty Images"}, "AFP/Getty Images | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Getty Images", SOURCE: "Getty Images North America"}, "Getty Images | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Getty Images Europe"}, "Getty Images | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Foto: Ada Lind"}, "Ada Lind"),
        ({BY: "Foto: Ada Lind", CREDIT: "© dpa"}, "dpa | Ada Lind"),
        ({BY: "Photo by Ada Lind", CREDIT: "Copyright 2026 AFP"}, "AFP | Ada Lind"),
        ({BY: "© 2026 Ada Lind", CREDIT: "Ada Lind"}, "Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Ada Lind", SOURCE: "AP"}, "AP | Ada Lind"),
        ({CREDIT: "Ada Lind", SOURCE: "AP"}, "AP | Ada Lind"),
        ({BY: "Uncredited", CREDIT: "AP"}, "AP"),
        ({BY: "AP", CREDIT: "AP"}, "AP"),
        ({BY: ["Ada Lind", "Bo Ekman"], CREDIT: "AP"}, "AP | Ada Lind, Bo Ekman"),
        ({BY: "Ada Lind and Bo Ekman", CREDIT: "AP"}, "AP | Ada Lind, Bo Ekman"),
        ({BY: "Lind, Ada", CREDIT: "AP"}, "AP | Ada Lind"),
        ({BY: "Ada Lind, STF", CREDIT: "AFP"}, "AFP | Ada Lind"),
        ({BY: "Stadtarchiv Fahrhaven", CREDIT: "Stadtarchiv Fahrhaven"}, "Stadtarchiv Fahrhaven"),
        ({BY: "Ada Lind", CREDIT: "Fahrhavener Bote"}, "Fahrhavener Bote | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "Getty Images for Fahrhaven Film"}, "Getty Images for Fahrhaven Film | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "ZUMAPRESS.com"}, "ZUMA Press | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "www.imago-images.de"}, "imago | Ada Lind"),
        ({BY: "Ada Lind", RIGHTS: "Copyright 2026 The Associated Press. All rights reserved."}, "AP | Ada Lind"),
        ({BY: "Ada Lind", RIGHTS: "© Ada Lind"}, "Ada Lind"),
        ({BY: "Ada Lind (dpa)", CREDIT: "dpa"}, "dpa | Ada Lind"),
        ({BY: "(KEYSTONE/Ada Lind)", CREDIT: "KEYSTONE"}, "Keystone | Ada Lind"),
        ({BY: "xAdaxLindxBergx", CREDIT: "IMAGO"}, "imago | Ada Lind Berg"),
        ({BY: "Sputnik/Ilja Demirev/Pool", CREDIT: "REUTERS"}, "Reuters | Ilja Demirev"),  # -ev is no e.V.
        ({CREDIT: "Ada Freitag/dpa"}, "dpa | Ada Freitag"),  # and -ag no AG
        ({BY: "Uncredited", CREDIT: "US Navy/AP"}, "US Navy/AP"),
        ({BY: "Ada Lind/Ritzau Scanpix"}, "Ritzau Scanpix | Ada Lind"),
        ({BY: "Ada Lind / NTB", CREDIT: "NTB"}, "NTB | Ada Lind"),
        ({BY: "Ada Lind", CREDIT: "PA Wire/PA Images"}, "PA | Ada Lind"),
    ],
)
def test_by_line_credit_and_source_become_one_line(values, line):
    assert read(wire(values)).values["credit"] == line


@pytest.mark.parametrize(
    ("caption", "line", "rest"),
    [
        ("Boats leave. (AP Photo/Ada Lind)", "AP | Ada Lind", "Boats leave."),
        ("Boats leave. (AP Photo/Ada Lind, File)", "AP | Ada Lind", "Boats leave."),
        ("Boats leave. (Photo by ADA LIND / AFP)", "AFP | Ada Lind", "Boats leave."),
        ("Boats leave. (Photo by Ada Lind/Getty Images)", "Getty Images | Ada Lind", "Boats leave."),
        ("Boats leave. REUTERS/Ada Lind     TPX IMAGES OF THE DAY", "Reuters | Ada Lind", "Boats leave."),
        ("Boats leave. EPA-EFE/ADA LIND", "epa | Ada Lind", "Boats leave."),
        ("Boote fahren. Foto: Ada Lind/dpa +++ dpa-Bildfunk +++", "dpa | Ada Lind", "Boote fahren."),
        ("Boote fahren. Foto: Ada Lind", "Ada Lind", "Boote fahren."),
        ("Boats leave. (Ada Lind/Pool Photo via AP)", "Pool Photo via AP | Ada Lind", "Boats leave."),
        ("Boats leave. BELGA PHOTO ADA LIND", "Belga | Ada Lind", "Boats leave."),
        ("Boats leave (from the left) the harbour (2026)", None, None),
    ],
)
def test_the_end_of_a_caption_says_what_by_line_and_credit_do_not(caption, line, rest):
    reading = read(wire({CAPTION: caption}))

    assert reading.values["credit"] == line
    assert reading.values["caption"] == " ".join(caption.split())  # cutting is only proposed
    assert reading.suggestions.get("caption") == rest


def test_a_by_line_is_not_overruled_by_the_caption():
    values = read(wire({BY: "Bo Ekman", CREDIT: "AFP", CAPTION: "Boats. (AP Photo/Ada Lind)"})).values

    assert (values["provider"], values["photographers"]) == ("AFP", ["Bo Ekman"])


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("J. SCOTT APFELBAUM", "J. Scott Apfelbaum"),
        ("JEAN-PIERRE O'NEILL", "Jean-Pierre O'Neill"),
        ("ADA VAN DER LIND", "Ada van der Lind"),
        ("ADA MCLIND", "Ada McLind"),
        ("JENS BÜTNER", "Jens Bütner"),
        ("JD LIND", "JD Lind"),
        ("Ada von Lind", "Ada von Lind"),
        ("adalind", "adalind"),
    ],
)
def test_capitals_are_offered_as_names_are_written_and_kept_as_they_came(raw, name):
    reading = read(wire({BY: raw}))

    assert reading.values["photographers"] == [name]
    assert reading.found["creator"] == [{"source": "IIM 2:80", "values": [raw]}]


def test_the_desk_adds_spellings():
    data = wire({BY: "Ada Lind", CREDIT: "FB Foto"})

    assert read(data, {"FB-Foto": "FB-Bild"}).values["credit"] == "FB-Bild | Ada Lind"
