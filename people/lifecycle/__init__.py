"""The log: every verb of every floor writes its line here, inside its own transaction."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from kit.slugs import free_slug
from people.models import AuditEvent, Organisation, User

_batch: ContextVar[str] = ContextVar("batch", default="")


@contextmanager
def in_one_go() -> Iterator[str]:
    """Whatever is recorded inside shares one number: acts of one click, and one undo."""
    token = _batch.set(secrets.token_hex(16))
    try:
        yield _batch.get()
    finally:
        _batch.reset(token)


def record(
    verb: str,
    target: models.Model,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one line. Must run inside the act's transaction, so that neither exists without the other.

    ``by`` is None for what the system does by itself (import on the command line, the demo).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() outside a transaction: the log could lie")
    return AuditEvent.objects.create(
        actor=by,
        actor_label=str(by or "")[:160],
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk or ""),
        target_label=str(target)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
        batch=_batch.get(),
    )


def new_organisation(name: str) -> Organisation:
    """An agency that was named in a credit and that we did not know."""
    slug = free_slug(name, lambda slug: Organisation.objects.filter(slug=slug).exists(), "agency")
    return Organisation.objects.create(name=name, slug=slug)
