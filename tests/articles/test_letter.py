"""A story as a letter: nothing that was said or owed is lost, and every address is whole."""

import re

import pytest

from tests.bodies import body, every_kind, paragraph, quote
from tests.factories import ArticleFactory, ClipFactory, EditionFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db


def letter(client, edition) -> dict:
    response = client.get(f"/api/stories/{edition.article_id}/letter/")
    assert response.status_code == 200
    return response.json()


def test_quotes_and_credits_stand_in_the_html_and_in_the_plain_words(client):
    image = ImageFactory(renditions=True, caption="Der Kran", agency__name="FB-Bild", photographer_name="Jonte R.")
    said = quote("Ich bleibe.", name="Ada Lohmann", role="Hafenmeisterin")
    edition = EditionFactory(headline="Der Kran", kicker="Hafen", lead_image=image, body=body("Ein <b> Satz.", said))

    sent = letter(client, edition)

    assert sent["subject"] == "Hafen: Der Kran"
    for text in (sent["html"], sent["text"]):
        for words in ("„Ich bleibe.“", "Ada Lohmann, Hafenmeisterin", "Quelle: FB-Bild | Jonte R."):
            assert words in text
    assert "Ein &lt;b&gt; Satz." in sent["html"]
    assert "Ein <b> Satz." in sent["text"]


def test_every_kind_of_block_is_drawn_with_whole_addresses_and_nothing_a_mail_program_refuses(client):
    image, person = ImageFactory(renditions=True), PersonFactory()
    every = every_kind(image=image, clip=ClipFactory(poster=image), person=person, story=ArticleFactory(live=True))
    edition = EditionFactory(lead_image=image, body=every, bylines=[person])

    sent = letter(client, edition)["html"]

    addresses = re.findall(r'(?:href|src)="([^"]*)"', sent)
    assert len(addresses) > 8
    assert [one for one in addresses if not one.startswith(("http://localhost:8000/", "https://"))] == []
    assert not re.search(r"<(?:script|link|iframe|form|video|picture|style)\b", sent)


def test_a_picture_that_may_not_be_passed_on_stays_out(client, django_assert_num_queries):
    over = ImageFactory(renditions=True, feed_until="2020-01-01T00:00Z", caption="Nur hier")
    edition = EditionFactory(lead_image=over, body=body(paragraph("Text.")))

    with django_assert_num_queries(2):  # edition, pictures
        sent = letter(client, edition)

    assert "<img" not in sent["html"]
    assert "Text." in sent["text"]


@pytest.mark.parametrize("number", [0, 4711, 2**63, 10**30])
def test_what_is_not_live_has_no_letter(client, number):
    ArticleFactory()

    assert client.get(f"/api/stories/{number}/letter/").status_code == 404
