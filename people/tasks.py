"""A letter with a way to a new password: looked up and sent afterwards, so that no answer says who is known here."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.utils import translation
from django_tasks import task


class StaffLetter(PasswordResetForm):
    def get_users(self, email: str) -> Any:
        return (user for user in super().get_users(email) if user.is_staff)


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
