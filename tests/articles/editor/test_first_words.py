"""The thinnest way through: type, save, look into the database, open again, save again."""

from tests import bodies
from tests.factories import ClipFactory, ImageFactory, PersonFactory


def test_words_typed_in_the_browser_arrive_in_the_database(writer):
    writer.open_form(bodies.body())
    writer.end()
    writer.type("Der Kran steht still.")
    writer.press("Enter")
    writer.type("/quo")
    writer.press("Enter")
    writer.type("Wir fangen von vorn an.")
    body = writer.save()
    kinds = [(block["type"], block["content"][0]["text"]) for block in body["content"]]
    assert kinds == [("paragraph", "Der Kran steht still."), ("quote", "Wir fangen von vorn an.")]


def test_five_kinds_go_through_the_browser_and_back_byte_by_byte(writer):
    before = bodies.body(
        bodies.paragraph("Ein ", bodies.words("fetter", "strong"), " Absatz"),
        bodies.crosshead("Zwischentitel"),
        bodies.quote("Gesagt.", person=PersonFactory(), name="Jette", role="Hafenmeisterin"),
        bodies.video(ClipFactory()),
        bodies.picture(ImageFactory(), "Bild"),
    )
    writer.open_form(before)
    raw = writer.page.eval_on_selector("textarea[name=body]", "area => area.defaultValue")
    assert writer.submitted() == raw
    assert writer.save() == before
