"""What a statement of SQL reads or changes: tables, and columns of them. It errs towards too much: that costs a page
drawn once more, and the other way round would be a leak.

``table`` stands for its rows as such: one that comes or goes is a change to whoever reads anything of the table.
``table.column`` is what an UPDATE sets. ``table.*`` is read by questions of which it cannot be told what they read of
it, and changed by every UPDATE.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

#: says that nothing is known of what a statement changes, so everything may have
EVERYTHING = "*"
_TARGET = re.compile(
    r"\s*(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?[\"`]?(\w+)[\"`]?",
    re.IGNORECASE,
)
_VERB = re.compile(r"\W*(\w*)")
READING = {"SELECT", "VALUES"}
#: they begin and end something, or ask the engine about itself
NEITHER = set("SAVEPOINT RELEASE ROLLBACK BEGIN START COMMIT PRAGMA SHOW SET EXPLAIN ANALYZE VACUUM LOCK FETCH".split())

#: text, "name", word, %s or the like, any other sign
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[^\W\d]\w*|%\(?\w*\)?s?|\d[\w.]*|\S")
#: words that are no name of a column, whoever writes the question
_WORDS = frozenset(
    """ALL AND ANY AS ASC AT BETWEEN BY CASE COLLATE CROSS CURRENT DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS FALSE
    FILTER FIRST FOLLOWING FOR FROM FULL GROUP HAVING IN INNER INTERSECT INTERVAL IS JOIN KEY LAST LATERAL LEFT LIKE
    LIMIT LOCKED NO NOT NULL NULLS OF OFFSET ON OR ORDER OUTER OVER PARTITION PRECEDING RANGE RIGHT ROW ROWS SELECT
    SHARE SKIP THEN TIME TRUE UNBOUNDED UNION UPDATE USING WHEN WHERE WITHIN ZONE""".split()
)
#: what stands before a star that means all columns; after anything else it multiplies, or counts rows
_BEFORE_ALL = frozenset({"SELECT", "DISTINCT", ",", "."})


@lru_cache(1024)
def read(sql: str) -> frozenset[str]:
    """What the answer to a question depends on, and perhaps a name that is none."""
    tokens = _TOKEN.findall(sql)
    tables, rest = _tables(tokens)
    columns = _columns(rest, tables)
    if columns is None:
        found = {one for names in tables.values() for one in names} | {one[1:-1] for one in tokens if one[0] == '"'}
        return frozenset(found | {f"{one}.*" for one in found})
    return frozenset({one for names in tables.values() for one in names} | columns)


@lru_cache(1024)
def written(sql: str) -> frozenset[str]:
    """What a statement changes; nothing if it only reads, ``EVERYTHING`` where that cannot be told."""
    if found := _TARGET.match(sql):
        table, columns = found[2], None
        if found[1].upper() == "UPDATE":
            columns = _set_by(_TOKEN.findall(sql[found.end() :]))
        return frozenset({f"{table}.*", *(f"{table}.{one}" for one in columns)} if columns else {table})
    verb = _VERB.match(sql)
    return frozenset() if verb and verb[1].upper() in READING | NEITHER else frozenset({EVERYTHING})


def table_of(name: str) -> str:
    return name.partition(".")[0]


def _tables(tokens: list[str]) -> tuple[dict[str, set[str]], list[str]]:
    """Which tables a name may stand for (one alias may mean another table in each subquery), and the tokens without
    what names them."""
    tables: dict[str, set[str]] = defaultdict(set)
    rest, place = [], 0
    while place < len(tokens):
        word, place = tokens[place], place + 1
        rest.append(word)
        if word.upper() not in ("FROM", "JOIN") or place >= len(tokens):
            continue
        table, after = tokens[place], tokens[place + 1 : place + 3]
        # EXTRACT(year FROM "a"."b") names a column, and a subquery says by itself where it reads.
        if not _is_name(table) or after[:1] in (["."], ["("]):
            continue
        place += 1
        if not table.startswith('"'):
            rest.append(table)  # written by hand: what else it reads is not told by quotes
        if after and after[0].upper() == "AS":
            place, after = place + 1, after[1:]
        tables[table.strip('"')].add(table.strip('"'))
        if after and _is_name(after[0]):
            tables[after[0].strip('"')].add(table.strip('"'))
            place += 1
    return tables, rest


def _is_name(token: str) -> bool:
    return token[0] == '"' or (token[0].isalpha() and token.upper() not in _WORDS)


def _columns(tokens: list[str], tables: dict[str, set[str]]) -> set[str] | None:
    """``table.column`` of all that is named; None if there is anything that is not understood."""
    named = {word for before, word in zip(tokens, tokens[1:], strict=False) if before.upper() == "AS"}
    found: set[str] = set()
    for before, word, after in _in_threes(tokens):
        if before == ".":
            continue  # said together with its table
        if after == ".":
            if (those := tables.get(word.strip('"'))) is None:
                return None
            continue
        if word == "*" and before.upper() in _BEFORE_ALL:
            return None
        if word[0] == '"' and word not in named:
            return None
        is_word = word[0].isalpha() or word[0] == "_"
        if is_word and not (word.upper() in _WORDS or after == "(" or before.upper() == "AS" or before == ":"):
            return None
    for owner, dot, column in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if dot == ".":
            if column[0] != '"':
                return None
            those = tables[owner.strip('"')]
            found |= {f"{table}.{column[1:-1]}" for table in those}
    return found


def _in_threes(tokens: list[str]) -> Iterator[tuple[str, str, str]]:
    return zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)


def _set_by(tokens: list[str]) -> set[str] | None:
    """The columns that an UPDATE names before its WHERE; None if it is written in another way than ours."""
    if not tokens or tokens[0].upper() != "SET":
        return None
    columns, depth, expected = set(), 0, True
    for word, after in zip(tokens[1:], [*tokens[2:], ""], strict=True):
        if expected:
            if word[0] != '"' or after != "=":
                return None
            columns.add(word[1:-1])
            expected = False
        elif depth == 0 and word.upper() in ("WHERE", "RETURNING"):
            return columns
        elif depth == 0 and word.upper() == "FROM":
            return None
        else:
            depth += (word == "(") - (word == ")")
            expected = depth == 0 and word == ","
    return columns
