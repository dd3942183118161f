"""A form that was sent when one had to be asked again first: kept in the session, and sent on by one more click.

Not kept is what holds a password, a file or very much text; its page is shown anew.
"""

from django.http import HttpRequest

#: sent from a list, without a form of their own that would have asked before
AT_ONCE = {"admin:people_auditevent_export", "admin:people_user_changelist", "admin:auth_group_changelist"}
KEY = "held"
MOST = 64 * 1024  # characters
NOT_KEPT = "csrfmiddlewaretoken"


def hold(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != NOT_KEPT]
    secret = any("password" in name for name, _value in fields)
    if not secret and not request.FILES and sum(len(value) for _name, value in fields) <= MOST:
        request.session[KEY] = {"path": request.get_full_path(), "fields": fields}


def is_held(request: HttpRequest, path: str) -> bool:
    return request.session.get(KEY, {}).get("path") == path


def taken(request: HttpRequest) -> dict | None:
    """What was held, once."""
    return request.session.pop(KEY, None)
