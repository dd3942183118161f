"""Long, and not what everybody takes; otherwise whatever one likes, exactly as it was typed."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people.models import User
from tests.conftest import PASSWORD


@pytest.mark.parametrize(
    "password", ["elf-zeichen", "1234567890123", "password1234", "editor-editor", "redaktion@example.org"]
)
def test_what_is_short_or_everybodys_or_her_own_name_is_refused(password):
    editor = User(username="editor-editor", email="redaktion@example.org")

    with pytest.raises(ValidationError):
        validate_password(password, editor)


@pytest.mark.parametrize("password", ["nur kleine worte hier", "zwölf-umläute-ß", "🚢" * 12, "langes Wort " * 20])
def test_no_kind_of_sign_is_asked_for_and_length_is_free(password):
    validate_password(password, User(username="editor"))


@pytest.mark.parametrize("typed", [" Langes Wort mit Rand ", "x" * 300 + "y"])
def test_it_counts_as_it_was_typed(client, editor, typed, settings):
    settings.SECOND_FACTOR, settings.ASK_AGAIN_AFTER = False, 0
    client.force_login(editor)
    sent = {"old_password": PASSWORD, "new_password1": typed, "new_password2": typed}
    assert client.post("/admin/password_change/", sent).url == "/admin/password_change/done/"

    for other in (typed.strip()[:300], typed.lower() + "z", typed[:-1]):
        assert authenticate(username="editor", password=other) is None
    assert authenticate(username="editor", password=typed) == editor
