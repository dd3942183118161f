"""What every page says besides: nobody else may load it, and it wants nothing of the machine it is read on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: pictures, films and feeds are shown in letters and readers of others; pages and data of the desk are not
OURS_ALONE = ("text/html", "application/json")
UNUSED = ", ".join(
    f"{power}=()"
    for power in "accelerometer browsing-topics camera display-capture geolocation gyroscope hid "
    "magnetometer microphone midi payment serial usb xr-spatial-tracking".split()
)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.get("Content-Type", "").startswith(OURS_ALONE):
            answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            answer.headers.setdefault("Permissions-Policy", UNUSED)
        return answer
