from articles.models.article import Article, ArticlePerson, ArticleTag, Byline
from articles.models.desk import Check, Comment, Dismissal, PreviewLink, Waiver
from articles.models.edition import Correction, Edition, EditionByline, EditionPerson, EditionTag
from articles.models.history import BodyRef, Draft, Presence, Revision, StorySlug
from articles.models.known_word import KnownWord
from articles.models.live import (
    POSTED,
    EntryByline,
    LiveBlog,
    LiveDraft,
    LiveEntry,
    LivePost,
    PostByline,
)
from articles.models.section import Section, SectionGrant
from articles.models.story import PRINTED, Printed
from articles.models.videos import ArticleClip, EditionClip

__all__ = [
    "POSTED",
    "PRINTED",
    "Article",
    "ArticleClip",
    "ArticlePerson",
    "ArticleTag",
    "BodyRef",
    "Byline",
    "Check",
    "Comment",
    "Correction",
    "Dismissal",
    "Draft",
    "Edition",
    "EditionByline",
    "EditionClip",
    "EditionPerson",
    "EditionTag",
    "EntryByline",
    "KnownWord",
    "LiveBlog",
    "LiveDraft",
    "LiveEntry",
    "LivePost",
    "PostByline",
    "Presence",
    "PreviewLink",
    "Printed",
    "Revision",
    "Section",
    "SectionGrant",
    "StorySlug",
    "Waiver",
]
