"""Letters about coming in: a way to a new password, and what changed.

They are looked up and sent afterwards, so that no answer says, by its words or its time, who is known here.
"""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from people.models import User
from people.templatetags.audit import VERBS


class StaffLetter(PasswordResetForm):
    def get_users(self, email: str) -> Any:
        """Those without a password, too: an account that was made without one is opened by this letter."""
        known = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
        return (user for user in known if _plain(user.email) == _plain(email))


def _plain(address: str) -> str:
    """A database may take letters for one another that are not the same letter box."""
    return unicodedata.normalize("NFKC", address).casefold()


@task()
def letter_for_new_password(email: str, language: str) -> None:
    """To whoever of the desk has this address; the way in it leads to ``SITE_URL``, whatever host was asked."""
    form, site = StaffLetter({"email": email}), urlsplit(settings.SITE_URL)
    if not form.is_valid():
        return
    with translation.override(language):
        form.save(
            domain_override=site.netloc,
            use_https=site.scheme == "https",
            subject_template_name="desk/mail/new_password_subject.txt",
            email_template_name="desk/mail/new_password.txt",
            extra_email_context={"site_name": settings.SITE_NAME},
        )


@task()
def letter_of_change(user_id: int, verb: str) -> int:
    """To whom it belongs, in the desk's language: how somebody comes in has changed."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or not user.email:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "user": user,
            "what": VERBS[verb],
            "at": timezone.localtime(),
            "address": settings.SITE_URL + reverse("mfa_index"),
            "site": settings.SITE_NAME,
        }
        subject = _("Your log-in at %(site)s: %(what)s") % context
        return send_mail(subject, render_to_string("desk/mail/log_in_changed.txt", context), None, [user.email])
