"""The read API: live editions as JSON, for apps and partners. It shows what readers' pages show, and nothing else."""

from articles.views.api.answers import posts, stories, story
from articles.views.api.description import description

__all__ = ["description", "posts", "stories", "story"]
