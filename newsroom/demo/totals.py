"""What the demo has to add up to: the blocks of its twelve stories, and the state each of them is in."""

from collections import Counter
from collections.abc import Iterable

from articles.models import Article

BLOCKS = {
    "paragraph": 91,
    "crosshead": 27,
    "quote": 14,
    "clip": 11,
    "image": 16,  # lead pictures count
    "list": 3,
    "teaser": 3,
    "factbox": 1,
    "table": 1,
}
CLIPS = 10
STATES = {"live": 9, "planned": 1, "ready": 1, "withdrawn": 1}


class DoesNotAddUp(Exception):
    """The demo is not what its outline says."""


def check(slugs: Iterable[str]) -> str:
    """One line with the totals; raises ``DoesNotAddUp``."""
    stories = list(Article.objects.with_state().filter(slug__in=list(slugs)))
    blocks: Counter[str] = Counter()
    clips = set()
    for story in stories:
        blocks.update(block["type"] for block in story.body["content"])
        blocks["image"] += story.lead_image_id is not None
        clips |= {block["attrs"]["clip"] for block in story.body["content"] if block["type"] == "clip"}
    states = Counter(story.state for story in stories)
    if blocks != BLOCKS or states != STATES or len(clips) != CLIPS:
        raise DoesNotAddUp(f"{dict(blocks)}, {len(clips)} clips, {dict(states)}")
    told = ", ".join(f"{count} {kind}" for kind, count in blocks.items())
    return f"{len(stories)} stories ({', '.join(f'{n} {state}' for state, n in states.items())}): {told}"
