"""What changed between editions, for readers: by block and word, nothing they could not read before."""

import json
import re
from datetime import UTC, datetime

import pytest

from articles import lifecycle
from articles.lifecycle import Passage
from articles.models import Correction
from tests.bodies import body, paragraph, picture, quote, words
from tests.factories import HOUR, ArticleFactory, CorrectionFactory, ImageFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


def printed(story, *blocks, hours=1, **fields):
    """The next edition, so many hours after the first."""
    story.body = body(*blocks) if blocks else story.body
    for name, value in fields.items():
        setattr(story, name, value)
    lifecycle.save(story, by=None)
    return lifecycle.publish(story, by=None, now=MORNING + hours * HOUR, override=["missing_file"], reason="Test")


@pytest.fixture
def story():
    return ArticleFactory(live=True, since=MORNING, slug="kran", lead="Der Kran steht.", body=body("Alt ist alt."))


def page(client, query="", slug="kran"):
    return client.get(f"/artikel/{slug}/fassungen/{query}")


def text(answer):
    """The page's own part as words, tags gone."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<(?!/?(?:ins|del)\b)[^>]+>", " ", main).split())


def test_one_edition_has_nothing_to_compare_and_no_link(client, story):
    assert page(client).status_code == 404
    assert "fassungen" not in client.get("/artikel/kran/").content.decode()


def test_words_blocks_and_heads_are_compared(client, story):
    first = story.body["content"][0]
    first["content"] = [words("Neu ist alt.")]
    gone = paragraph("Bleibt nicht.")
    printed(story, first, gone, lead="Der Kran fährt.")
    printed(story, first, quote("Ich kam dazu.", name="Ada"), hours=2)
    assert 'href="/artikel/kran/fassungen/"' in client.get("/artikel/kran/").content.decode()
    last = text(page(client))
    assert "Zitat neu <ins> neu: Ich kam dazu. Ada</ins>" in last
    assert "Absatz weg <del> weg: Bleibt nicht.</del>" in last
    assert "<ins> neu: Neu" not in last
    whole = text(page(client, "?alt=1&neu=3"))
    assert "Vorspann Der Kran <del> weg: steht</del><ins> neu: fährt</ins>." in whole
    assert "<del> weg: Alt </del><ins> neu: Neu </ins>ist alt." in whole
    assert "Bleibt nicht." not in whole
    assert text(page(client, "?alt=3&neu=1")) == whole  # the older one first, however it was asked


def test_corrections_between_the_two_stand_above(client, story):
    CorrectionFactory(article=story, text="Es war der Kran.", now=MORNING + HOUR)
    printed(story, hours=2)
    assert "Es war der Kran." in text(page(client, "?alt=1&neu=2"))
    assert "Es war der Kran." not in text(page(client))
    assert "Die Wörter sind dieselben." in text(page(client))


def test_the_page_is_not_for_search_engines_and_says_whose_it_is(client, story):
    printed(story)
    answer = page(client).content.decode()
    assert '<meta name="robots" content="noindex">' in answer
    assert re.search(r'<link rel="canonical" href="[^"]+/artikel/kran/">', answer)


@pytest.mark.parametrize("query", ["?alt=9", "?neu=0", "?alt=x", "?neu=1%00", "?alt=" + "9" * 40])
def test_what_was_never_an_edition_is_not_found(client, story, query):
    printed(story)
    assert page(client, query).status_code == 404


def test_nothing_of_a_draft_or_a_plan_is_told(client, story):
    printed(story)
    story.headline, story.body = "Geheim", body("Noch geheim.")
    lifecycle.save(story, by=None)
    plan = lifecycle.schedule(story, by=None, at=datetime.now(UTC) + HOUR)
    assert "eheim" not in page(client).content.decode()
    assert page(client, f"?neu={plan.number}").status_code == 404
    lifecycle.call_off(plan, by=None)
    assert page(client, f"?neu={plan.number}").status_code == 404


def test_what_was_erased_is_read_in_no_edition(client, story):
    printed(story, paragraph("Herr Lüttjohann wohnt hier."))
    printed(story, paragraph("Jemand wohnt hier."), hours=2)
    lifecycle.erase(Passage(story, "Lüttjohann"), reason="Urteil", by=None)
    for query in ("", "?alt=1&neu=2", "?alt=2&neu=3"):
        answer = page(client, query)
        assert answer.status_code == 200
        assert "Lüttjohann" not in answer.content.decode()


def test_a_withdrawn_story_answers_as_the_story_does(client, story):
    printed(story)
    lifecycle.withdraw(story, by=None, reason="Falsch", notice="Stimmte nicht.", now=MORNING + 3 * HOUR)
    answer = page(client)
    assert answer.status_code == 410
    assert answer.content == client.get("/artikel/kran/").content
    assert "steht" not in text(answer)


def test_what_was_taken_back_once_stays_away_when_the_story_is_back(client, story):
    printed(story, paragraph("Verleumdung."))
    lifecycle.withdraw(story, by=None, reason="Falsch", now=MORNING + 3 * HOUR)
    printed(story, paragraph("Sauber."), hours=4)
    assert page(client).status_code == 404
    assert "fassungen" not in client.get("/artikel/kran/").content.decode()
    printed(story, paragraph("Sauber und rein."), hours=5)
    assert "Verleumdung" not in page(client).content.decode()
    assert page(client, "?alt=2").status_code == 404


def test_a_former_address_leads_to_the_same_page_of_the_new_one(client, story):
    printed(story, slug="der-kran")
    answer = page(client)
    assert (answer.status_code, answer["Location"]) == (301, "/artikel/der-kran/fassungen/")


@pytest.mark.parametrize("editions", [2, 5])
def test_a_comparison_costs_the_same_for_any_number_of_editions_and_blocks(
    client, story, editions, django_assert_num_queries
):
    for number in range(1, editions):
        printed(story, *(f"Absatz {n}, {number}" for n in range(number * 20)), picture(ImageFactory()), hours=number)
    with django_assert_num_queries(4):  # the live edition, all editions, two bodies, sections
        assert page(client).status_code == 200


def test_a_monster_of_a_paragraph_does_not_hold_the_page_up(client, story):
    long = "Wort und Komma, " * 9000
    printed(story, paragraph(long))
    same = story.body["content"][0]
    printed(story, {**same, "content": [words("Anders. " + long[::-1])]}, hours=2)
    assert page(client).status_code == 200


def test_machines_are_told_what_was_corrected_and_when_it_was_printed(client, story):
    CorrectionFactory(article=story, text="Es war der Kran.", now=MORNING + HOUR)
    CorrectionFactory(article=story, text="Neu: ein Zitat.", kind=Correction.Kind.UPDATE, now=MORNING + 2 * HOUR)
    answer = client.get("/artikel/kran/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer, re.S)[1])
    told = {"@type": "CorrectionComment", "text": "Es war der Kran.", "datePublished": "2026-03-02T08:10:00+01:00"}
    assert data["correction"] == [told]
    assert data["dateModified"] == "2026-03-02T09:10:00+01:00"
    assert data["datePublished"] == "2026-03-02T07:10:00+01:00"
