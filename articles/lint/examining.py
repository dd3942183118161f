"""One look at a story: every rule once, findings in reading order."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from articles.body import validate
from articles.lint.copy import Copy, Facts, passages_of
from articles.lint.finding import Finding
from articles.lint.rules import RULES

#: findings of one rule; who has more of a kind sees the next ones when these are mended
MOST = 100


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]
    fine: tuple[str, ...]  # what was looked at and found in order, in the desk's words
    left: tuple[Finding, ...] = ()  # what somebody has looked at and left as it is

    @property
    def required(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.required)

    @property
    def advised(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.required)

    def without(self, left: Container[tuple[str, str, str]]) -> "Report":
        """What is required cannot be left so; ``left``: rule, scope and digest of each."""
        waived = tuple(one for one in self.findings if not one.required and one.key in left)
        return replace(self, findings=tuple(one for one in self.findings if one not in waived), left=waived)


def copy_of(
    document: validate.Document,
    heads: Mapping[str, str],
    *,
    day: date,
    language: str,
    lead_image: int | None = None,
    lead_image_credit: str = "",
) -> Copy:
    passages = passages_of(document, heads)
    return Copy(document, heads, day, language, Facts(), lead_image, lead_image_credit, passages)


def examine(copy: Copy) -> Report:
    """Pure: the same copy and facts give the same report."""
    order = {(one.block, one.node, one.part): number for number, one in enumerate(copy.passages)}
    blocks = {block.attrs.id: number for number, block in enumerate(copy.document.content, 1)}
    seen: Counter[tuple[str, str, str]] = Counter()
    findings = []
    for rule in RULES.values():
        for one in islice(rule.find(copy), MOST):
            key = (one.rule, one.passage.block or one.passage.part, one.digest)
            nth = 0 if one.whole_story else seen[key]
            seen[key] += 1
            findings.append(replace(one, nth=nth))
    findings.sort(
        key=lambda one: (
            blocks.get(one.passage.block, 0),
            order.get((one.passage.block, one.passage.node, one.passage.part), -1),
            one.span,
        )
    )
    troubled = {RULES[one.rule].label for one in findings}
    fine = dict.fromkeys(str(rule.label) for rule in RULES.values() if rule.label not in troubled)
    return Report(tuple(findings), tuple(fine))
