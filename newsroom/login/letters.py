"""A new password by letter. The answer is the same whoever asks about whom; the second factor stays where it is."""

from typing import Any

from django import forms
from django.contrib.auth import views
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from newsroom.login.forms import patience
from newsroom.login.views import TOO_MANY, DeskPage
from newsroom.whence import address_of, neighbourhood
from people.lifecycle import seats
from people.lifecycle.telling import of_log_in
from people.lifecycle.throttle import door, guess
from people.lifecycle.welcoming import welcome
from people.tasks import letter_for_new_password


class Address(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )


@method_decorator(never_cache, name="dispatch")
class Forgotten(DeskPage, FormView):
    form_class = Address
    template_name = "desk/login/forgotten.html"
    success_url = reverse_lazy("password_reset_done")
    title = _("Forgotten your password?")

    def form_valid(self, form: Any) -> HttpResponse:
        """Too many from one address are told so; too many to one letter box are not sent, and look like any other."""
        if wait := guess(door("letters", neighbourhood(address_of(self.request)))):
            form.add_error(None, patience(wait))
            answer = self.form_invalid(form)
            answer.status_code, answer.headers["Retry-After"] = TOO_MANY, str(wait)
            return answer
        email = form.cleaned_data["email"]
        if not guess(door("letter", email)):
            letter_for_new_password.enqueue(email, get_language())
        return super().form_valid(form)


class Sent(DeskPage, views.PasswordResetDoneView):
    template_name = "desk/login/sent.html"
    title = _("Look into your letter box")


class NewPassword(DeskPage, views.PasswordResetConfirmView):
    template_name = "desk/login/new_password.html"
    success_url = reverse_lazy("account_login")
    title = _("A new password")
    form_class = SetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever knew the old one is out."""
        with transaction.atomic():
            answer = super().form_valid(form)
            of_log_in("change password", self.user, by=self.user)
            welcome(self.user)
            seats.end(self.user.seats.all(), user=self.user, by=self.user)
        return answer
