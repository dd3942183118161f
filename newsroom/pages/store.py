"""Pages that are ready, before Django is asked: for anonymous readers, as long as nothing they stand on has changed.

A page is kept with the columns it was read from and with the versions they had *before* it was drawn, so a change in
between is never lost; and it ends with the next change that is planned. Where a version is another, the page's own
questions to what has changed are asked again: if all answers are the same, so is the page. Whatever goes wrong here
costs only time: the page is drawn as if there were no store.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import close_old_connections

from kit import freshness
from newsroom.pages import asking, turns
from newsroom.pages.answer import coding_for, collected, unpacked
from newsroom.pages.asking import Asked
from newsroom.pages.headers import ON_304, for_caches, for_readers, keys_of
from newsroom.pages.hearing import Hearing
from newsroom.pages.held import Held, Plan
from newsroom.pages.shelf import LARGEST, PATIENCE, Shelf
from newsroom.pages.versions import WHOLE, WIDTH, InFile, InRedis, Unavailable, of, slots_of
from newsroom.watching.visits import KEY, Visit

logger = logging.getLogger(__name__)
#: seconds after which a page is drawn anew in any case. What nobody could tell us (a change past this program, a
#: process that died between its commit and saying so, a story that grew too old for a list) lasts no longer
LONGEST = 60.0
#: seconds for which a page that was true may still be shown while another reader waits for the new one. Nothing that
#: the clock changes is shown late, and who is the first to ask waits: whoever is alone never sees what was
LATE = 1.0
#: bytes of pages in this process
ROOM = 16_000_000
#: pages whose questions are asked along with those of one of them
TOGETHER = 64
StartResponse = Callable[..., Any]
WSGI = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class Pages:
    """A WSGI application in front of another one."""

    def __init__(
        self,
        application: WSGI,
        versions: InFile | InRedis,
        shelf: Shelf,
        stamp: str = "",
        cached_in_front: bool = False,
    ) -> None:
        self.application, self.versions, self.shelf = application, versions, shelf
        self.stamp = stamp  # of the program: what another release has drawn is not ours
        self.cached_in_front = cached_in_front
        self._held: dict[str, Held] = {}
        self._weight = 0
        self._lock = threading.Lock()
        self._drawing: dict[str, threading.Event] = {}
        self._plan = Plan()
        self._hearing = Hearing(self._alike)
        self._warned = 0.0

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not asking.is_anybody(environ):
            return self.application(environ, start_response)
        held = None if environ.get("QUERY_STRING") else self._held.get(environ.get("PATH_INFO"))
        if held is not None and "HTTP_IF_MATCH" not in environ and "HTTP_IF_UNMODIFIED_SINCE" not in environ:
            try:
                if self._fits(held):
                    return self._sent(held, environ, start_response)
            except Unavailable:
                pass
        wish = asking.asked(environ)
        if wish is None:
            return self.application(environ, start_response)
        return self._sent(self._at_hand(wish) or self._drawn(wish, environ.get(KEY)), environ, start_response)

    def _fits(self, held: Held) -> bool:
        now = time.monotonic()
        if now >= held.until:
            return False
        marker = self.versions.marker()
        if marker != held.marker:
            snapshot = self.versions.snapshot()
            if of(snapshot, held.slots) != held.versions:
                return False
            held.marker = snapshot[: len(marker)]
        held.true_at, held.used = now, True
        return True

    # --- a page that is not at hand

    def _at_hand(self, wish: Asked) -> Held | None:
        held = self._held.get(wish.name)
        try:
            return held if held is not None and self._fits(held) else None
        except Unavailable:
            return None

    def _asked_again(self, wish: Asked) -> Held | None:
        """The page of this process, if all that it was read from is as it was."""
        held, began = self._held.get(wish.name), time.monotonic()
        if held is None or began >= held.until:
            return None
        try:
            now = self.versions.snapshot()
            until, versions = min(held.until, self._until(now)), of(now, held.slots)
            questions = held.asks_of(versions)
            if questions is None or not self._all_answered_as_before(questions, now, until):
                return None
        except Unavailable:
            return None
        same = replace(held, versions=versions, until=until, marker=now[:WIDTH], used=True, true_at=began)
        self._keep(wish.name, same)
        return same

    def _all_answered_as_before(self, questions: Iterable[freshness.Question], now: bytes, until: float) -> bool:
        """In the order of the page, to the first that is not."""
        try:
            close_old_connections()
            return all(question.answer == self._hearing.answer(question, now, until) for question in questions)
        except Exception as problem:  # whatever a driver throws; who draws the page will hear of it, too
            raise Unavailable(f"what a page was read from cannot be asked ({problem})") from problem

    def _alike(self, question: freshness.Question) -> list[freshness.Question]:
        """What the pages that were last drawn or asked for ask with the same text."""
        with self._lock:
            last = list(islice(reversed(self._held.values()), TOGETHER))
        return [
            other
            for held in last
            for other in held.questions
            if other.sql == question.sql and other.alias == question.alias
        ]

    def _found(self, wish: Asked) -> Held | None:
        """In this process, or drawn by another one."""
        if held := self._at_hand(wish):
            return held
        try:
            stored = self.shelf.get(self.stamp + wish.name)
            held = self._read(wish, stored) if stored else None
            if held is None or not self._fits(held):
                return None
        except Unavailable:
            return None
        self._keep(wish.name, held)
        return held

    def _read(self, wish: Asked, stored: bytes) -> Held | None:
        try:
            answer, told = unpacked(stored) or (None, {})
            if answer is None or told["name"] != self.stamp + wish.name:
                return None
            versions = bytes.fromhex(told["versions"])
            return Held(answer, tuple(told["slots"]), versions, told["until"], b"", keys=told["keys"])
        except (ValueError, KeyError, TypeError):
            return None

    def _drawn(self, wish: Asked, visit: Visit | None) -> Held:
        """By one of those who want it; the others take what was true a moment ago, or wait for what he makes."""
        with self._lock:
            other = self._drawing.get(wish.name)
            if other is None:
                mine = self._drawing[wish.name] = threading.Event()
        if other is not None:
            if before := self._just_now(wish):
                return before
            other.wait(PATIENCE)
            return self._found(wish) or self._draw(wish, visit)
        try:
            if self._hearing.is_asking and (before := self._just_now(wish)):
                return before
            if found := self._asked_again(wish) or self._found(wish):
                return found
            before = self._just_now(wish)
            with self.shelf.drawing(self.stamp + wish.name, patience=0 if before else PATIENCE) as alone:
                return before if before and not alone else self._found(wish) or self._draw(wish, visit)
        finally:
            with self._lock:
                del self._drawing[wish.name]
            mine.set()

    def _just_now(self, wish: Asked) -> Held | None:
        """What was true a moment ago, so that a page that everybody reads makes nobody wait. Never for a cache
        in front, which has just forgotten the page and would keep what it gets."""
        held, now = self._held.get(wish.name), time.monotonic()
        if held is None or self.cached_in_front:
            return None
        return held if now < min(held.until, held.true_at + LATE) else None

    def _draw(self, wish: Asked, visit: Visit | None) -> Held:
        began = time.monotonic()
        try:
            before = self.versions.snapshot()
            until = self._until(before)
        except Unavailable as problem:
            self._warn(f"Pages are drawn anew for everybody: {problem}")
            before, until = b"", 0.0
        with turns.taken(), freshness.standing_on() as questions:
            answer = collected(self.application, wish.environ() | ({KEY: visit} if visit else {}))
        names = frozenset(name for question in questions for name in question.names)
        slots = tuple(sorted({WHOLE, *slots_of(names)}))
        keys = keys_of(slots) if self.cached_in_front else ""
        held = Held(
            answer,
            slots,
            of(before, slots),
            until,
            before[:WIDTH],
            keys=keys,
            questions=tuple(questions),
            true_at=began,
        )
        if until > time.monotonic() and answer.may_be_kept and for_readers(names) == names:
            self._keep(wish.name, held)
            self._shelve(self.stamp + wish.name, held)
        return held

    def _shelve(self, name: str, held: Held) -> None:
        told = {"name": name, "slots": held.slots, "versions": held.versions.hex(), "until": held.until}
        packed = held.answer.packed(told | {"keys": held.keys})
        if len(packed) <= LARGEST:
            self.shelf.put(name, packed, held.until - time.monotonic())

    def _until(self, snapshot: bytes) -> float:
        """When what is drawn now ends, by our clock. What is planned is asked once a change of it and once a minute."""
        now, plan = time.monotonic(), self._plan
        if of(snapshot, plan.slots) != plan.versions or now >= plan.until:
            try:
                close_old_connections()
                with freshness.standing_on() as questions:
                    ahead = freshness.next_change()
            except Exception as problem:  # whatever a driver throws when its server is away
                raise Unavailable(f"what is planned cannot be read ({problem})") from problem
            change = now + ahead.total_seconds() if ahead is not None else now + 10 * LONGEST
            slots = (WHOLE, *{slot for question in questions for slot in slots_of(question.names)})
            self._plan = plan = Plan(slots, of(snapshot, slots), min(now + LONGEST, change), change)
        return min(now + LONGEST, plan.change)

    def _keep(self, name: str, held: Held) -> None:
        """As many as there is room for; who was not used since he last stood in front has to go."""
        with self._lock:
            if before := self._held.pop(name, None):
                self._weight -= before.answer.weight
            self._held[name] = held
            self._weight += held.answer.weight
            while self._weight > ROOM:
                oldest = next(iter(self._held))
                other = self._held.pop(oldest)
                if other.used and other.until > time.monotonic():
                    other.used = False
                    self._held[oldest] = other
                else:
                    self._weight -= other.answer.weight

    def _warn(self, sentence: str) -> None:
        if time.monotonic() > self._warned:
            self._warned = time.monotonic() + LONGEST
            logger.warning(sentence)

    def _sent(self, held: Held, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        variant = held.answer.variant(coding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        headers = [*variant.headers, *for_caches(held.keys, held.until)] if self.cached_in_front else variant.headers
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition and variant.unchanged(condition):
            start_response("304 Not Modified", [one for one in headers if one[0].lower() in ON_304])
            return []
        start_response(variant.status, list(headers))
        return variant.body if environ["REQUEST_METHOD"] == "GET" else []
