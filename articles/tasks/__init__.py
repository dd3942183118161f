"""What happens to stories afterwards. Tasks take ids, may come twice, and may find that everything has changed."""

from django_tasks import task

from articles.lifecycle import announcing
from articles.models import Article, Comment, Edition
from articles.tasks import letters
from people.models import User


@task()
def announce(edition_id: int) -> bool:
    edition = Edition.objects.filter(pk=edition_id).first()
    return bool(edition) and announcing.announce(edition)


@task()
def tell_assignee(article_id: int, user_id: int, by_id: int, word: str) -> int:
    """Nobody is told of a story that has been handed on, or has gone, in the meantime."""
    story = Article.objects.filter(pk=article_id, assignee=user_id).select_related("assignee").first()
    return letters.of_handing_over(story, User.objects.filter(pk=by_id).first(), word) if story else 0


@task()
def tell_of_asking(article_id: int, kind: str) -> int:
    story = Article.objects.filter(pk=article_id).select_related("assignee").first()
    return letters.of_asking(story, kind) if story else 0


@task()
def tell_of_remark(comment_id: int) -> int:
    comment = Comment.objects.filter(pk=comment_id).select_related("article", "by", "answers__by").first()
    return letters.of_remark(comment) if comment else 0
