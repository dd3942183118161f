import re

import pytest
from django.utils import timezone

from tests.factories import HOUR, EditionFactory, SectionFactory

pytestmark = pytest.mark.django_db


def test_a_section_lists_its_own_stories_newest_first(client):
    section = SectionFactory(slug="lokales", name="Lokales", description="Stadt und Kreis.")
    for age in (5, 1, 4, 2, 3):
        EditionFactory(section=section, headline=f"Alter {age}", since=timezone.now() - age * HOUR)
    EditionFactory(headline="Anderswo")

    text = client.get("/rubrik/lokales/").content.decode()

    assert re.findall(r">Alter (\d)<", text) == ["1", "2", "3", "4", "5"]
    assert "Anderswo" not in text
    assert "Stadt und Kreis." in text
    assert '<a href="/rubrik/lokales/" aria-current="true">Lokales</a>' in text


def test_a_section_without_stories_says_so(client):
    SectionFactory(slug="lokales")

    response = client.get("/rubrik/lokales/")

    assert response.status_code == 200
    assert 'class="nothing"' in response.content.decode()


def test_the_second_page_of_a_section_is_a_plain_list(client):
    section = SectionFactory(slug="lokales")
    EditionFactory.create_batch(23, section=section)

    text = client.get("/rubrik/lokales/?seite=2").content.decode()

    assert text.count('class="what"') == 3
    assert "listing-top" not in text
