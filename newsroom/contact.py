"""Where whoever found a hole can tell us, as the environment has it."""

import re

from newsroom import env

MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
PAGE = re.compile(r"https://[\w-]+(\.[\w-]+)+(:\d+)?(/[!-~]*)?", re.ASCII)


def contact(name: str) -> str:
    """An address as security.txt wants it, ``mailto:…`` or ``https://…``; "" if nothing is set."""
    value = env.text(name)
    mail = value.removeprefix("mailto:")
    if not value or PAGE.fullmatch(value):
        return value
    if not MAIL.fullmatch(mail):
        raise env.Misconfigured(
            f"{name} is “{value[:60]}”, but has to be a mail address or a page. Example: {name}=security@example.org"
        )
    return f"mailto:{mail}"
