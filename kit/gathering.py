"""Rows of another table inside of the question for what they belong to: one way to the database instead of two."""

from typing import Any

from django.db import models
from django.db.models import Subquery
from django.db.models.functions import JSONObject


class Listed(models.Func):
    """The rows of a query as one list. No aggregate to Django, which would group them by their key."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def gathered(rows: models.QuerySet[Any], *columns: str) -> Subquery:
    """These rows, as plain data inside of the question for what they belong to; in no order, and None or an empty list
    if there are none. Columns may be those of related rows (``person__name``); moments come as text
    (``kit.moments.stored``), and on SQLite what is true as 1."""
    listed = Listed(JSONObject(**{name: name for name in columns}))
    return Subquery(rows.order_by().annotate(listed=listed).values("listed"))
