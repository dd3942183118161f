"""The desk: requests in, one verb down, an honest message out."""

from articles.admin.archive import CorrectionAdmin, EditionAdmin, RevisionAdmin
from articles.admin.sections import SectionAdmin
from articles.admin.stories import ArticleAdmin

__all__ = ["ArticleAdmin", "CorrectionAdmin", "EditionAdmin", "RevisionAdmin", "SectionAdmin"]
