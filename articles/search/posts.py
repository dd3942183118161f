"""What posts of live blogs are found by; readers' searches start from ``LivePost.objects.readable()``."""

from collections.abc import Iterable, Sequence

from articles.models import LivePost
from articles.search.saying import said
from kit.search import Index, Texts


def _of_posts(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for post in LivePost.objects.filter(pk__in=keys).defer("pieces"):
        names = [row["name"] for row in post.facts.get("bylines", [])]
        told = [row["text"] for row in post.facts.get("corrections", [])]
        yield post.pk, Texts(post.headline, "\n".join([post.key_line, *names]), "\n".join([*said(post.body), *told]))


POSTS = Index("articles_livepost_words", LivePost, _of_posts)
