"""A word twice in a row. Some stand there rightly: “die, die das wissen” is also written without its comma."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy
from articles.lint.finding import Change, Finding, Fix, Rule, found

NAME = "double_word"
TWICE = re.compile(r"(?<![\w’'-])(?P<one>[^\W\d_]{2,})(?P<gap>[ \N{NO-BREAK SPACE}]+)(?P<two>(?i:(?P=one)))(?![\w’'-])")
RIGHT = {
    "de": "die der das dem den sie ihr ihnen was wir es nach sehr mehr viel so na ja nein ha la nur lang bald",
    "en": "had that her is do you who what no very so in on as it to ha bye now there hear knock long far more many go",
    "fr": "nous vous se le la si tous très pas ha",
}
#: names that are a word said twice
NAMES = frozenset("bora sing pago wagga walla duran baden bla blah cha hip toi tam ping tom hula berber tuk".split())
SMALL = frozenset(
    "und oder aber in im an am auf aus bei mit von vom zu zum zur für über unter vor durch gegen ohne um als wie "
    "dass ist hat war wird auch noch nicht ein eine einen einem einer and or but the a of at by for with from was "
    "has have be are were not et ou mais de du des dans pour par avec sur que qui est".split()
)


def find(copy: Copy) -> Iterator[Finding]:
    right = frozenset(RIGHT.get(copy.language, "").split())
    for passage in copy.passages:
        for match in TWICE.finditer(passage.text):
            one, two = match["one"], match["two"]
            word = one.casefold()
            if word in right or word in NAMES or (one != two and word not in SMALL):
                continue
            told = _("A word twice: “%(words)s”.") % {"words": match[0]}
            fix = Fix(_("Put in “%(words)s”") % {"words": one}, (Change(match.start("gap"), match.end("two"), ""),))
            yield found(NAME, passage, match.span(), told, fix)


RULES = (Rule(NAME, gettext_lazy("double words"), find),)
