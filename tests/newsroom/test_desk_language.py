"""The desk follows whoever sits at it; a reader's page is the same for everyone."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "answered", "word"), [("en", "en", "Password"), ("de-AT,en;q=0.5", "de", "Passwort")]
)
def test_the_desk_speaks_the_language_of_its_user(client, asked, answered, word):
    answer = client.get("/admin/login/", headers={"accept-language": asked})
    assert answer.headers["Content-Language"] == answered
    assert "Accept-Language" in answer.headers["Vary"]
    assert word in answer.content.decode()


@pytest.mark.parametrize("asked", ["en", "fr", "de"])
def test_readers_get_the_language_of_the_site_whatever_they_ask(client, asked):
    answer = client.get("/nirgendwo/", headers={"accept-language": asked})
    assert answer.status_code == 404
    assert answer.headers["Content-Language"] == "de"
    assert "Accept-Language" not in answer.headers.get("Vary", "")
