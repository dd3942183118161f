"""What the paper says of itself: its own words, or what is true without them."""

import pytest
from django.urls import reverse

from fronts.models import StandingPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/grundsaetze/"])
def test_every_page_stands_before_anybody_has_written_it(client, path):
    text = client.get(path).content.decode()

    assert '<h1 class="headline">' in text
    assert f'<link rel="canonical" href="http://localhost:8000{path}">' in text
    assert f'href="{path}"' in client.get("/").content.decode()


def test_words_of_the_paper_replace_ours(client):
    StandingPage.objects.create(
        kind="imprint",
        text="# Kontakt\n\nredaktion@example.org\nAlter Fleet 4\n\n  \n\n<script>alert(1)</script> & mehr",
    )

    text = client.get("/impressum/").content.decode()

    assert '<h2 class="crosshead">Kontakt</h2>' in text
    assert '<p><a href="mailto:redaktion@example.org">redaktion@example.org</a><br>Alter Fleet 4</p>' in text
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr</p>" in text
    assert "noch nicht geschrieben" not in text


def test_a_standing_page_costs_two_queries(client, django_assert_num_queries):
    StandingPage.objects.create(kind="privacy", text="\n\n".join(f"Absatz {n}" for n in range(50)))

    with django_assert_num_queries(2):  # the page, the sections of the navigation
        client.get("/datenschutz/")


def test_the_chief_of_the_day_writes_it_and_it_keeps_its_place(client, cvd):
    client.force_login(cvd)
    client.post(reverse("admin:fronts_standingpage_add"), {"kind": "imprint", "text": "Wir."})
    page = StandingPage.objects.get()

    client.post(reverse("admin:fronts_standingpage_change", args=[page.pk]), {"kind": "privacy", "text": "Wir alle."})

    page.refresh_from_db()
    assert (page.kind, page.text) == ("imprint", "Wir alle.")
