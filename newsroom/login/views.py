"""The way in: name and password or a passkey, the second step, and being asked again."""

from functools import partial
from typing import Any

from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth import REDIRECT_FIELD_NAME, logout, views
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from newsroom.login import devices, gate, held
from newsroom.login.forms import AgainCode, AgainKey, AgainPassword, NameAndPassword, StepCode, StepKey, patience
from newsroom.whence import address_of, neighbourhood
from people.lifecycle.throttle import door, guess, right

TOO_MANY = 429


def next_of(request: HttpRequest, otherwise: str = "admin:index") -> str:
    """Where somebody wanted to go; never to another house."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse(otherwise)


class DeskPage:
    """A page of the desk; who has not come all the way in sees its masthead only."""

    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.request
        way_in = {"has_permission": gate.proven(request, request.user) and request.user.is_staff}
        if not way_in["has_permission"]:
            way_in |= {"is_nav_sidebar_enabled": False, "available_apps": []}
        given = super().get_context_data(**kwargs)
        return {**admin.site.each_context(request), **way_in, "title": self.title, **given}


@method_decorator(never_cache, name="dispatch")
class LogIn(DeskPage, views.LoginView):
    form_class = NameAndPassword
    template_name = "admin/login.html"
    title = _("Log in")

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if admin.site.has_permission(request):
            return redirect(next_of(request))
        if LOGIN_SESSION_KEY in request.session:  # back from the second step, to begin anew
            clear_login(request)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name, password = request.POST.get("username", "")[:150], request.POST.get("password")
        doors = devices.doors(request, name)
        if name and password and (wait := guess(*doors)):
            return self.put_off(wait)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        right(*doors)
        return self.come_in(form.get_user())

    def put_off(self, wait: int) -> HttpResponse:
        answer = self.render_to_response(self.get_context_data(form=NameAndPassword(), wait=patience(wait)))
        answer.status_code, answer.headers["Retry-After"] = TOO_MANY, str(wait)
        return answer

    def come_in(self, user: Any) -> HttpResponse:
        if self.request.user.is_authenticated and self.request.user.pk != user.pk:
            logout(self.request)  # or what is written into this session now would go with the other's
        coming = Login(user=user, redirect_url=next_of(self.request))
        return perform_password_login(self.request, {"username": user.get_username()}, coming)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way = {"app_path": self.request.get_full_path(), REDIRECT_FIELD_NAME: next_of(self.request)}
        return {**super().get_context_data(**kwargs), **way, "is_popup": False}


class SecondStep(DeskPage, AuthenticateView):
    form_class = StepCode
    webauthn_form_class = StepKey
    template_name = "desk/login/second_step.html"
    title = _("Second step")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        factors = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return {**super().get_context_data(**kwargs), "factors": factors, "who": self.stage.login.user}


class PasskeyLogIn(LoginWebAuthnView):
    """Answers a script with what a key is to sign; a key that is posted opens the desk by itself."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.door = door("address", neighbourhood(address_of(request)))
        if wait := guess(self.door):
            messages.error(request, patience(wait))
            return redirect("account_login")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        right(self.door)
        return super().form_valid(form)


@method_decorator([never_cache, staff_member_required], name="dispatch")
class Again(DeskPage, TemplateView):
    """Somebody who is in shows that it is still them: password, code or key. As a second factor only code or key."""

    template_name = "desk/login/again.html"
    title = _("Is it still you?")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kinds = {"code": AgainCode, "credential": AgainKey}
        if gate.password_counts(request):
            kinds["password"] = partial(AgainPassword, request=request)
        kind = next((name for name in kinds if name in request.POST), "")
        form = kinds[kind](data=request.POST, user=request.user) if kind else None
        if form is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(**{kind or "none": form}))
        if kind == "password":
            record_authentication(request, request.user, method="password", reauthenticated=True)
        else:
            form.save()
        path = next_of(request)
        return redirect("login_go_on") if held.is_held(request, path) else HttpResponseRedirect(path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request, user = self.request, self.request.user
        factors = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        forms: dict[str, Any] = {}
        if gate.password_counts(request):
            forms["password"] = AgainPassword(user=user, request=request)
        if factors & {"totp", "recovery_codes"}:
            forms["code"] = AgainCode(user=user)
        if "webauthn" in factors:
            forms |= {"credential": AgainKey(user=user), "key_options": begin_authentication(user)}
        given = {name: form for name, form in kwargs.items() if form is not None}
        return {**super().get_context_data(), **forms, **given, "factors": factors, "next": next_of(request)}


@never_cache
@staff_member_required
def go_on(request: HttpRequest) -> HttpResponse:
    """What was held while somebody was asked again, to be sent by one click."""
    kept = held.taken(request)
    if kept is None:
        return redirect("admin:index")
    context = {**admin.site.each_context(request), "title": _("Thank you"), "kept": kept}
    return render(request, "desk/login/go_on.html", context)
