"""B10: nonsense at every address there is, by everybody, by every method: refused in some way, never a server error."""

import random
import re
import string
import sys
import time
from collections import Counter
from urllib.parse import quote

import paper
from django.urls import get_resolver

ODD = [
    *(
        "",
        "0",
        "-1",
        "99999999999999999999",
        "1e9",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "%00",
        "\x00",
        "\ud800",
        "é" * 50,
    ),
    *(
        "../../etc/passwd",
        "..\\..\\x",
        "' OR 1=1--",
        '"',
        "<script>",
        "{{7*7}}",
        "${x}",
        "\u202e",
        "\ufeff",
        "a" * 5000,
    ),
    *("2026-13-45", "0000-00-00", "NEAR/3", "a* OR (", '"unclosed', "^:*", "content:x", "1;DROP TABLE x", "🦊" * 30),
]
NAMES = (
    "q seite page sort order o p all e _popup _to_field ids at t format old new section tag kind from to since".split()
)
METHODS = ["GET"] * 6 + ["POST"] * 3 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]
HEADERS = {
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-2", "bytes=0-0,5-6,x", "lines=1"],
    "If_None_Match": ['"x"', "*", 'W/"', "\xff"],
    "If_Modified_Since": ["never", "Mon, 99 Foo 2026"],
    "Accept_Language": ["xx-YY;q=9", "de" * 400, "*;q=-1"],
    "Cookie": ["session=x; csrftoken=\xff", "=;=;", "a" * 4000],
    "Content_Type": ["application/json", "multipart/form-data", "multipart/form-data; boundary=\xff", "x/y"],
    "X_Forwarded_For": ["x", "::1, 127.0.0.1", "a" * 500],
    "Accept_Encoding": ["gzip;q=x", "br, *;q=0"],
}


def routes(resolver, before: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        found += routes(pattern, here) if hasattr(pattern, "url_patterns") else [here]
    return found


def main(seconds: int) -> int:
    paper.tables()
    seed = int(time.time())
    chance, told = random.Random(seed), Counter()  # noqa: S311 chance, not secrecy
    for number in range(5):
        paper.story(f"Der Hafen {number}", live=True)
    places, bad = routes(get_resolver()), []
    with paper.server():
        until = time.monotonic() + seconds
        people = [paper.Desk(), paper.Desk(paper.colleague("kollegin"))]
        while time.monotonic() < until:
            place = places[told.total() % len(places)]
            asked = _nonsense(chance, place)
            status, _body = chance.choice(people).ask(**asked)
            told[status] += 1
            if status >= 500 and status != 501:
                bad.append((status, asked["method"], asked["path"][:200]))
    print(f"{told.total()} questions at {len(places)} addresses (chance {seed}): {dict(sorted(told.items()))}")
    for one in bad[:20]:
        print("  ", *one)
    return int(bool(bad))


def _nonsense(chance: random.Random, place: str) -> dict:
    def word(_match: object = None) -> str:
        made = chance.choice([*ODD, "".join(chance.choices(string.printable, k=chance.randint(1, 30)))])
        return quote(made.encode("utf-8", "surrogatepass"), safe="")

    def fitting(match: re.Match[str]) -> str:
        kind = match[0].strip("<").partition(":")[0]
        if kind == "int" and chance.random() < 0.8:
            return str(chance.choice([0, 1, 2, 5, 2**31, 2**63, 10**30]))
        if kind == "slug" and chance.random() < 0.8:
            return chance.choice(["stadt", "home", "x", "rss", "0", "a-b_c", "article", "mark"])
        return word()

    path = "/" + re.sub(r"<[^>]+>", fitting, re.sub(r"[\^$?]|\(\?P<(\w+)>[^)]*\)", "", place))
    if chance.random() < 0.7:
        path += "?" + "&".join(f"{chance.choice(NAMES)}={word()}" for _ in range(chance.randint(1, 3)))
    method = chance.choice(METHODS)
    fields = [(chance.choice(NAMES), chance.choice(ODD[:10])) for _ in range(3)] if method == "POST" else None
    headers = {name: chance.choice(values) for name, values in HEADERS.items() if chance.random() < 0.1}
    clean = re.sub(r"[^!-~]", "x", path)
    fields = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields] if fields else fields
    return {"path": clean, "fields": fields, "method": method, **headers}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
