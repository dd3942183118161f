"""What is typed of a post, and what becomes of it."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.widget import BodyField
from articles.lifecycle.live import Signed
from articles.models import LiveEntry
from kit.forms import MomentField
from people.models import Person, User

MOST_NAMES = 20


class PostForm(forms.Form):
    headline = forms.CharField(label=_("headline"), max_length=200, required=False)
    body = BodyField()
    is_key = forms.BooleanField(label=_("key event"), required=False)
    key_line = forms.CharField(label=_("in the summary"), max_length=160, required=False)
    names = forms.CharField(label=_("by"), max_length=400, required=False)
    at = MomentField(label=_("appears"), required=False)
    correction = forms.CharField(label=_("What readers are told"), max_length=2000, required=False)
    override_reason = forms.CharField(max_length=500, required=False)
    base_version = forms.IntegerField(required=False, min_value=0)
    save_token = forms.CharField(max_length=40, required=False)

    def into(self, entry: LiveEntry) -> LiveEntry:
        for name in ("headline", "body", "is_key", "key_line"):
            setattr(entry, name, self.cleaned_data[name])
        return entry

    def signed(self) -> list[Signed]:
        """Names between commas; those of our authors are tied to them."""
        names = [" ".join(name.split())[:120] for name in self.cleaned_data["names"].split(",")]
        names = list(dict.fromkeys(filter(None, names)))[:MOST_NAMES]
        known = {person.name: person for person in Person.objects.authors_called(names)}
        return [Signed(known.get(name), "" if name in known else name) for name in names]


def empty(user: User) -> PostForm:
    """For a new post: signed by whoever writes it."""
    return PostForm(initial={"names": str(user.person or user), "base_version": 0, "save_token": token()})


def of(entry: LiveEntry) -> PostForm:
    stored: dict[str, Any] = {name: getattr(entry, name) for name in ("headline", "body", "is_key", "key_line")}
    stored["names"] = ", ".join(line.shown_name for line in entry.bylines.select_related("person"))
    return PostForm(initial={**stored, "base_version": entry.version, "save_token": token()})


def token() -> str:
    return secrets.token_urlsafe(16)
