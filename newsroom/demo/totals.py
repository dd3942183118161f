"""What the demo has to add up to: the blocks of its stories and of the posts in its live blog, and all their states."""

from collections import Counter
from collections.abc import Iterable

from articles.models import Article, LiveEntry, LivePost

BLOCKS = {
    "paragraph": 96,  # of posts, too: 17
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
ENTRIES = 17  # in the live blog: one of them nobody has published yet
POSTS = {"out": 15, "planned": 1}
STATES = {"live": 9, "planned": 1, "ready": 1, "withdrawn": 1}


class DoesNotAddUp(Exception):
    """The demo is not what its outline says."""


def check(slugs: Iterable[str]) -> str:
    """One line with the totals; raises ``DoesNotAddUp``."""
    stories = list(Article.objects.with_state().filter(slug__in=list(slugs)))
    entries = list(LiveEntry.objects.filter(article__in=stories))
    found = [block for row in [*stories, *entries] for block in row.body["content"]]
    blocks = Counter(block["type"] for block in found)
    blocks["image"] += sum(story.lead_image_id is not None for story in stories)
    clips = {block["attrs"]["clip"] for block in found if block["type"] == "clip"}
    states = Counter(story.state for story in stories)
    posts = {"out": LivePost.objects.readable().count(), "planned": LivePost.objects.planned().count()}
    if blocks != BLOCKS or states != STATES or len(clips) != CLIPS or posts != POSTS or len(entries) != ENTRIES:
        raise DoesNotAddUp(f"{dict(blocks)}, {len(clips)} clips, {dict(states)}, {len(entries)} entries, {posts}")
    told = ", ".join(f"{count} {kind}" for kind, count in blocks.items())
    live = f"{posts['out']} posts in a live blog"
    return f"{len(stories)} stories ({', '.join(f'{n} {state}' for state, n in states.items())}), {live}: {told}"
