"""What Mozilla's HTTP Observatory would give a site, by the rules and modifiers it publishes.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, as of the autumn of 2025. From 100 points
penalties are taken; only who has 90 left is given what is good besides. What needs the outside world (preload lists,
certificates) is not judged here: at best, that is 5 points more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import Morsel
from urllib.parse import urlsplit

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PASSIVE = ("img-src", "media-src")
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}
HALF_A_YEAR = 15_768_000
MODIFIERS = {
    "csp none": 10, "csp no unsafe": 5, "csp unsafe style": 0, "csp insecure passive": -10, "csp unsafe eval": -10,
    "csp unsafe inline": -20, "csp insecure scheme": -20, "csp invalid": -25, "csp absent": -25,
    "cookies samesite": 5, "cookies secure": 0, "cookies none": 0, "cookies insecure, hsts": -5,
    "cookies session insecure, hsts": -10, "cookies insecure": -20, "cookies samesite invalid": -20,
    "cookies csrf without samesite": -20, "cookies session without httponly": -30, "cookies session insecure": -40,
    "cors none": 0, "cors public": 0, "cors restricted": 0, "cors universal": -50,
    "redirect to https": 0, "redirect elsewhere": -5, "redirect late": -10, "redirect missing": -20,
    "redirect not to https": -20,
    "referrer private": 5, "referrer absent": 0, "referrer unsafe": -5, "referrer invalid": -5,
    "hsts long": 0, "hsts short": -10, "hsts absent": -20, "hsts invalid": -20,
    "sri": 5, "sri not needed": 0, "sri own scripts": 0, "sri foreign without": -5, "sri foreign over http": -20,
    "sri foreign over http without": -50,
    "nosniff": 0, "nosniff absent": -5, "nosniff invalid": -5,
    "frames by csp": 5, "frames by header": 0, "frames absent": -20, "frames invalid": -20,
    "corp own": 10, "corp absent": 0, "corp all": 0, "corp invalid": -5,
}  # fmt: skip


@dataclass
class Seen:
    """One page as a scanner sees it: over https, over http, and asked by a page of somebody else."""

    url: str
    headers: Mapping[str, str]
    body: str = ""
    cookies: list[Morsel] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)  # where http:// was sent on to, one after the other
    cors: Mapping[str, str] = field(default_factory=dict)
    origin: str = "https://elsewhere.example"


def score(seen: Seen) -> tuple[int, dict[str, int]]:
    """The points, and what each of the ten tests found with its modifier."""
    found = [*(judge(seen) for judge in JUDGES)]
    told = {name: MODIFIERS[name] for name in found}
    points = 100 + sum(value for value in told.values() if value < 0)
    if points >= 90:
        points += sum(value for value in told.values() if value > 0)
    return max(points, 0), told


def header(headers: Mapping[str, str], name: str) -> str:
    return next((value for one, value in headers.items() if one.lower() == name.lower()), "").strip()


def directives(policy: str) -> dict[str, set[str]]:
    """One policy; raises ``ValueError`` when a directive stands there twice, which browsers read as the first alone."""
    found: dict[str, set[str]] = {}
    for name, *sources in (part.split() for part in policy.lower().split(";") if part.strip()):
        if name in found and not name.startswith("report-"):
            raise ValueError(name)
        found.setdefault(name, {*sources} or ({"'none'"} if name.endswith("-src") else set()))
    return found


def csp(seen: Seen) -> str:
    policy = header(seen.headers, "Content-Security-Policy")
    if not policy:
        return "csp absent"
    try:
        told = directives(policy)
    except ValueError:
        return "csp invalid"
    default = told.get("default-src", {"*"})
    scripts, styles, objects = ({*told.get(f"{kind}-src", default)} for kind in ("script", "style", "object"))
    for sources in (scripts, styles):
        if any(one.startswith(("'sha", "'nonce-")) for one in sources):
            sources.discard("'unsafe-inline'")
    if "'strict-dynamic'" in scripts:
        if not any(one.startswith(("'sha", "'nonce-")) for one in scripts):
            return "csp invalid"
        scripts -= {one for one in scripts if one in BROAD or one.startswith(("http", "ftp:")) or one == "'self'"}
    active = scripts | {one for name, some in told.items() if name not in (*PASSIVE, "script-src") for one in some}
    passive = {one for name in PASSIVE for one in told.get(name, default)}
    if scripts & (BROAD | INLINE) or objects & BROAD:
        return "csp unsafe inline"
    if any(one.startswith(("http:", "ftp:")) for one in active):
        return "csp insecure scheme"
    if "'unsafe-eval'" in scripts | styles:
        return "csp unsafe eval"
    if any(one.startswith(("http:", "ftp:")) for one in passive):
        return "csp insecure passive"
    if styles & (BROAD | INLINE):
        return "csp unsafe style"
    return "csp none" if told.get("default-src") == {"'none'"} else "csp no unsafe"


def cookies(seen: Seen) -> str:
    if not seen.cookies:
        return "cookies none"
    is_guarded = hsts(seen) == "hsts long"
    found = {"cookies samesite"}
    for one in seen.cookies:
        name, same_site = one.key.lower(), str(one["samesite"]).lower()
        is_session = "login" in name or "sess" in name
        if same_site not in ("", "lax", "strict", "none") or (same_site == "none" and not one["secure"]):
            found.add("cookies samesite invalid")
        if not one["secure"]:
            found.add("cookies insecure, hsts" if is_guarded else "cookies insecure")
            if is_session:
                found.add("cookies session insecure, hsts" if is_guarded else "cookies session insecure")
        if is_session and not one["httponly"]:
            found.add("cookies session without httponly")
        if not same_site:
            found.add("cookies csrf without samesite" if "csrf" in name else "cookies secure")
    return min(found, key=lambda name: MODIFIERS[name])


def cors(seen: Seen) -> str:
    allowed = header(seen.cors, "Access-Control-Allow-Origin")
    if not allowed:
        return "cors none"
    if allowed == "*":
        return "cors public"
    keys = header(seen.cors, "Access-Control-Allow-Credentials").lower() == "true"
    return "cors universal" if allowed == seen.origin and keys else "cors restricted"


def redirection(seen: Seen) -> str:
    if not seen.moves:
        return "redirect missing"
    if urlsplit(seen.moves[-1]).scheme != "https":
        return "redirect not to https"
    first = urlsplit(seen.moves[0])
    if first.scheme != "https":
        return "redirect late"
    return "redirect to https" if first.hostname == urlsplit(seen.url).hostname else "redirect elsewhere"


def referrer(seen: Seen) -> str:
    told = header(seen.headers, "Referrer-Policy").lower()
    known = [one.strip() for one in told.split(",") if one.strip() in PRIVATE | UNSAFE]
    if not told:
        return "referrer absent"
    if not known:
        return "referrer invalid"
    return "referrer private" if known[-1] in PRIVATE else "referrer unsafe"


def hsts(seen: Seen) -> str:
    told = header(seen.headers, "Strict-Transport-Security").lower()
    if not told:
        return "hsts absent"
    ages = [part.strip().removeprefix("max-age=").strip('"') for part in told.split(";") if "max-age=" in part]
    if len(ages) != 1 or not ages[0].isdigit():
        return "hsts invalid"
    return "hsts long" if int(ages[0]) >= HALF_A_YEAR else "hsts short"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append(dict(attrs))


def sri(seen: Seen) -> str:
    if not header(seen.headers, "Content-Type").startswith(("text/html", "application/xhtml+xml")):
        return "sri not needed"
    parser = _Scripts()
    parser.feed(seen.body)
    if not parser.found:
        return "sri not needed"
    found, all_sealed = set(), False
    for one in parser.found:
        parts, is_sealed = urlsplit(one.get("src") or ""), bool(one.get("integrity"))
        is_ours = not parts.netloc or (parts.scheme and parts.hostname == urlsplit(seen.url).hostname)
        if is_ours:
            all_sealed = all_sealed or is_sealed
        elif parts.scheme == "https":
            found |= set() if is_sealed else {"sri foreign without"}
        else:
            found.add("sri foreign over http" if is_sealed else "sri foreign over http without")
    return min(found or {"sri" if all_sealed else "sri own scripts"}, key=lambda name: MODIFIERS[name])


def sniffing(seen: Seen) -> str:
    told = header(seen.headers, "X-Content-Type-Options").lower()
    return "nosniff absent" if not told else "nosniff" if told == "nosniff" else "nosniff invalid"


def frames(seen: Seen) -> str:
    if "frame-ancestors" in header(seen.headers, "Content-Security-Policy").lower():
        return "frames by csp"
    told = header(seen.headers, "X-Frame-Options").lower()
    if not told:
        return "frames absent"
    return "frames by header" if told in ("deny", "sameorigin") or told.startswith("allow-from") else "frames invalid"


def corp(seen: Seen) -> str:
    told = header(seen.headers, "Cross-Origin-Resource-Policy").lower()
    if not told:
        return "corp absent"
    return {"same-origin": "corp own", "same-site": "corp own", "cross-origin": "corp all"}.get(told, "corp invalid")


JUDGES = (csp, cookies, cors, redirection, referrer, hsts, sri, sniffing, frames, corp)
