"""For a colleague who has lost everything: the second factor goes, all log-ins end, the log says so."""

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from people.lifecycle import seats, throttle
from people.lifecycle.telling import of_log_in
from people.lifecycle.welcoming import welcome
from people.models import User


@transaction.atomic
def reset(user: User, *, by: User | None, reason: str = "") -> list[str]:
    """What was there and is gone. For a day they can set up a new one, with their password alone."""
    factors = Authenticator.objects.filter(user_id=user.pk)
    had = sorted(factors.values_list("type", flat=True))
    factors.delete()
    throttle.forget(throttle.door("code", str(user.pk)))
    welcome(user)
    of_log_in("reset factors", user, by=by, before={"factors": had}, reason=reason)
    seats.end(user.seats.all(), user=user, by=by, reason=reason)
    return had


def page(request: HttpRequest, pk: int, users: admin.ModelAdmin) -> HttpResponse:
    """Asks for the reason, and does it."""
    user = users.get_queryset(request).filter(pk=pk).first()
    if not users.has_change_permission(request):
        raise PermissionDenied
    if user is None:
        raise Http404
    if not users.has_change_permission(request, user):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()[:500]
    if request.method == "POST" and reason:
        reset(user, by=request.user, reason=reason)
        said = _("The second factor of %(name)s is reset. They have a day to log in and set up a new one.")
        messages.success(request, said % {"name": user})
        return redirect("admin:people_user_change", pk)
    context = {"title": _("Reset the second factor"), "who": user, "lacking": request.method == "POST"}
    return render(request, "desk/login/reset.html", {**users.admin_site.each_context(request), **context})
