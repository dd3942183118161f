"""From any file a desk may be sent to what readers get. Real files, real codecs."""

import io

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.factories import picture_bytes
from visuals.pipeline import pictures

pytestmark = pytest.mark.once

ORIENTATION, ARTIST = 0x0112, 0x013B


def opened(data):
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture


def saved(picture, form, **options):
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def two_colours(width=80, height=60):
    """Left half red, right half blue: turning it can be seen."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture


def smallest(data, form="jpeg"):
    return opened([found for found in pictures.renditions(data) if found.format == form][-1].data)


def near(pixel, colour, by=24):
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"])
def test_every_format_of_the_desk_is_measured_and_drawn(form):
    data = saved(two_colours(), form)
    assert pictures.measure(data) == (form.lower(), 80, 60)
    found = [*pictures.renditions(data)]
    assert [(one.format, one.width, one.height) for one in found] == [
        ("avif", 80, 60), ("webp", 80, 60), ("jpeg", 80, 60)
    ]  # fmt: skip
    for one in found:
        drawn = opened(one.data)
        assert (drawn.format.lower(), drawn.size) == (one.format, (80, 60))
        assert near(drawn.convert("RGB").getpixel((10, 30)), (255, 0, 0))
        assert near(drawn.convert("RGB").getpixel((70, 30)), (0, 0, 255))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_picture_taken_sideways_stands_upright(form):
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turned a quarter: what was left is now on top
    turned = {"tiffinfo": {ORIENTATION: 6}} if form == "TIFF" else {"exif": exif}
    data = saved(two_colours(), form, **turned)
    assert pictures.measure(data)[1:] == (60, 80)
    drawn = smallest(data)
    assert drawn.size == (60, 80)
    assert near(drawn.getpixel((30, 10)), (255, 0, 0))
    assert near(drawn.getpixel((30, 70)), (0, 0, 255))
    assert drawn.getexif().get(ORIENTATION, 1) == 1


def test_a_mirrored_picture_is_mirrored_back():
    exif = Image.Exif()
    exif[ORIENTATION] = 2
    assert near(smallest(saved(two_colours(), "JPEG", exif=exif)).getpixel((10, 30)), (0, 0, 255))


@pytest.mark.parametrize(
    ("mode", "form"), [("RGBA", "PNG"), ("RGBA", "WEBP"), ("LA", "PNG"), ("P", "GIF"), ("P", "PNG")]
)
def test_what_is_transparent_becomes_white(mode, form):
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    options = {"transparency": 0} if mode == "P" else {}
    if mode == "P":
        picture = Image.new("P", (40, 40), 0)
        picture.putpalette([10, 20, 30] * 256)
    elif mode == "LA":
        picture = picture.convert("LA")
    assert near(smallest(saved(picture, form, **options)).getpixel((20, 20)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["I;16", "I;16B", "I"])
def test_sixteen_bits_a_channel_keep_their_greys(mode):
    if mode == "I":
        data = saved(Image.new("I", (40, 40), 32896), "TIFF")
    else:
        order = "little" if mode == "I;16" else "big"
        data = saved(Image.frombytes(mode, (40, 40), (32896).to_bytes(2, order) * 1600), "TIFF")
    assert near(smallest(data).convert("RGB").getpixel((20, 20)), (128, 128, 128), by=4)


def test_a_cmyk_picture_keeps_its_colour():
    assert near(smallest(saved(two_colours().convert("CMYK"), "JPEG")).getpixel((10, 30)), (255, 0, 0))


def test_a_colour_profile_is_applied_and_left_out():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(two_colours(), "JPEG", icc_profile=lab)
    for one in pictures.renditions(data):
        assert "icc_profile" not in opened(one.data).info
    assert near(smallest(data).getpixel((10, 30)), (255, 0, 0))


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L", "RGBA"])
def test_a_broken_profile_is_no_reason_to_lose_the_picture(mode):
    form = "PNG" if mode == "RGBA" else "JPEG"
    data = saved(two_colours().convert(mode), form, icc_profile=b"nonsense" * 20)
    assert smallest(data).size == (80, 60)


def test_nothing_the_camera_wrote_reaches_readers():
    exif = Image.Exif()
    exif[ARTIST] = "Geheime Quelle"
    exif.get_ifd(0x8825)[1] = "N"
    text = PngInfo()
    text.add_text("Comment", "Geheime Quelle")
    sources = [
        saved(two_colours(), "JPEG", exif=exif, comment=b"Geheime Quelle", xmp=b"<x>Geheime Quelle</x>"),
        saved(two_colours(), "PNG", exif=exif, pnginfo=text),
        saved(two_colours(), "WEBP", exif=exif, xmp=b"<x>Geheime Quelle</x>"),
        saved(two_colours(), "AVIF", exif=exif, xmp=b"<x>Geheime Quelle</x>"),
    ]
    for data in sources:
        assert b"Geheime Quelle" in data
        for one in pictures.renditions(data):
            assert b"Geheime Quelle" not in one.data
            assert not {*opened(one.data).info} & {"exif", "xmp", "comment", "icc_profile"}


@pytest.mark.parametrize(("size", "widths"), [
    ((1, 1), [1]),
    ((320, 200), [320]),
    ((321, 200), [320, 321]),
    ((700, 500), [320, 480, 640, 700]),
    ((2000, 900), [320, 480, 640, 960, 1280, 1600, 1920]),
])  # fmt: skip
def test_sizes_climb_a_ladder_and_never_beyond_the_original(size, widths):
    found = [*pictures.renditions(picture_bytes(*size))]
    assert sorted({one.width for one in found}) == widths
    assert [one.width for one in found if one.format == "webp"] == widths[::-1]
    for one in found:
        assert abs(one.height - size[1] * one.width / size[0]) <= 1
        assert opened(one.data).size == (one.width, one.height)


def test_old_browsers_get_two_sizes_of_jpeg():
    found = [one.width for one in pictures.renditions(picture_bytes(2000, 900)) if one.format == "jpeg"]
    assert found == [1280, 640]


def test_a_picture_taller_than_webp_knows_is_made_smaller():
    found = [*pictures.renditions(saved(Image.new("L", (40, 17000)), "PNG"))]
    assert {one.height for one in found} == {pictures.TALLEST}


def test_two_pictures_in_one_jpeg_are_the_first():
    data = saved(two_colours(), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60), "green")])
    assert pictures.measure(data) == ("jpeg", 80, 60)
    assert near(smallest(data).getpixel((10, 30)), (255, 0, 0))


@pytest.mark.parametrize(("data", "why"), [
    (b"", "unreadable"),
    (b"GIF89a", "unreadable"),
    (b"%PDF-1.7 " + b"x" * 500, "unreadable"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unreadable"),
    (saved(Image.new("RGB", (9, 9)), "BMP"), "unreadable"),
    (saved(Image.new("1", (9000, 8000)), "PNG"), "too_many_pixels"),
    (saved(Image.new("1", (20000, 20000)), "PNG"), "too_many_pixels"),
    (b"\xff\xd8\xff" + b"x" * pictures.MAX_BYTES, "too_large"),
])  # fmt: skip
def test_garbage_and_bombs_are_refused(data, why):
    with pytest.raises(pictures.NotAPicture) as refusal:
        pictures.measure(data)
    assert refusal.value.args == (why,)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_a_file_that_breaks_off_is_found_out_at_once(form):
    whole = saved(Image.effect_noise((300, 200), 90).convert("RGB"), form)
    pictures.decode_once(whole)
    with pytest.raises(pictures.NotAPicture):
        pictures.decode_once(whole[: len(whole) * 2 // 3])
