"""Finding rows by words, the same on SQLite (FTS5) and PostgreSQL (tsvector); what can be found is each floor's say."""

from kit.search.index import Index, Texts
from kit.search.query import LONGEST, Query, parse
from kit.search.ranking import Ranked

__all__ = ["LONGEST", "Index", "Query", "Ranked", "Texts", "parse"]
