"""Which tables a statement of SQL reads or changes. It errs towards too many: that costs a page drawn once more."""

import re
from functools import lru_cache

#: says that nothing is known of what a statement changes, so everything may have
EVERYTHING = "*"
_FROM = re.compile(r"\b(?:FROM|JOIN)\s+\(?\s*[\"`]?(\w+)", re.IGNORECASE)
_COLUMN = re.compile(r"\"(\w+)\"\.\"")
_TARGET = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?[\"`]?(\w+)", re.IGNORECASE
)
_VERB = re.compile(r"\W*(\w*)")
READING = {"SELECT", "VALUES"}
#: they begin and end something, or ask the engine about itself
NEITHER = set("SAVEPOINT RELEASE ROLLBACK BEGIN START COMMIT PRAGMA SHOW SET EXPLAIN ANALYZE VACUUM LOCK FETCH".split())


@lru_cache(1024)
def read(sql: str) -> frozenset[str]:
    """The tables of a question, and perhaps a name that is none."""
    return frozenset(_FROM.findall(sql)) | frozenset(_COLUMN.findall(sql))


def written(sql: str) -> str:
    """The table that a statement changes, ``""`` if none, ``EVERYTHING`` where that cannot be told."""
    if found := _TARGET.match(sql):
        return found[1]
    verb = _VERB.match(sql)
    return "" if verb and verb[1].upper() in READING | NEITHER else EVERYTHING
