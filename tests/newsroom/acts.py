"""Every verb of the log, ready to be done once: ``ACTS[verb](by)`` sets the stage and hands back the act itself.

Where several floors have a verb of one name, what it is done to stands behind it: “publish (front)”.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone

from articles import lifecycle as stories
from articles.lifecycle import (
    announcing,
    checking,
    dismissing,
    duplicating,
    handing,
    holding,
    leaving,
    live,
    previewing,
    refiling,
    relating,
    remarks,
    translating,
)
from articles.models import Article, Edition, Section
from fronts import lifecycle as fronts
from fronts.body import moves
from fronts.body.layout import Pin
from newsroom.roles import set_up_roles
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    LiveEntryFactory,
    LivePostFactory,
    SectionFactory,
    TagFactory,
    UserFactory,
    picture_bytes,
)
from visuals import lifecycle as visuals
from visuals.lifecycle import cutting
from visuals.lifecycle import footage as programmes
from visuals.lifecycle.footage import arriving, listening, ordering
from visuals.models import Clip, FootageVersion, Image, MediaJob

Act = Callable[[], Any]
ACTS: dict[str, Callable[[Any], Act]] = {}
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:03.000\nMoin aus dem Hafen.\n"
SOON = timedelta(days=2)
A_WHILE = timedelta(hours=2)


def act(verb: str) -> Callable[[Callable[[Any], Act]], Callable[[Any], Act]]:
    def keep(stage: Callable[[Any], Act]) -> Callable[[Any], Act]:
        ACTS[verb] = stage
        return stage

    return keep


def of_story(verb: str, do: Callable[[Any, Any], Any], **fields: Any) -> None:
    """An act done to one story, ``do(story, by)``."""

    def stage(by: Any) -> Act:
        story = ArticleFactory(**fields)
        return lambda: do(story, by)

    ACTS[verb] = stage


# --- Stories

ACTS["begin"] = lambda by: lambda: stories.save(Article(headline="Neu", section=Section.objects.first()), by=by)
of_story("save", lambda story, by: stories.save(Article.objects.get(pk=story.pk), by=by))
of_story("publish", lambda story, by: stories.publish(story, by=by))
of_story("schedule", lambda story, by: stories.schedule(story, by=by, at=timezone.now() + HOUR))
of_story("call off", lambda story, by: stories.call_off(story.editions.get(), by=by), planned=True)
of_story("correct", lambda story, by: stories.correct(story, by=by, text="Es war Montag."), live=True)
of_story("withdraw", lambda story, by: stories.withdraw(story, by=by, reason="Irrtum"), live=True)
of_story("lock", lambda story, by: holding.hold(story, by=by, reason="Presserecht"))
of_story("embargo", lambda story, by: holding.set_embargo(story, timezone.now() + HOUR, by=by))
of_story("expiry", lambda story, by: holding.set_expiry(story, timezone.now() + SOON, by=by))
of_story("open preview link", lambda story, by: previewing.open_link(story, by=by, hours=4))
of_story("duplicate", lambda story, by: duplicating.duplicate(story, by=by))
of_story("translate", lambda story, by: translating.start_translation(story, language="en", by=by))
of_story("ask for check", lambda story, by: checking.ask(story, "edited", by=by))
of_story("sign check", lambda story, by: checking.sign(story, "edited", by=by))
of_story("waive check", lambda story, by: checking.waive(story, "edited", by=by, reason="Eilt"))
of_story("remark", lambda story, by: remarks.remark(story, "Bleibt das so?", by=by))
of_story("leave finding", lambda story, by: leaving.leave(story, ("dash", "", "0"), by=by, sentence="Strich"))


@act("hand over")
def _hand_over(by):
    story, colleague = ArticleFactory(), UserFactory(role="administrator")
    return lambda: handing.hand_over(story, to=colleague, by=by)


@act("refile")
def _refile(by):
    story, tag = ArticleFactory(), TagFactory()
    return lambda: refiling.refile(story, refiling.Filing("tag", after=tag), by=by)


@act("announce")
def _announce(by):
    edition = EditionFactory()
    Edition.objects.filter(pk=edition.pk).update(announced_at=None)
    edition.refresh_from_db()
    return lambda: announcing.announce(edition)


@act("erase")
def _erase(by):
    image = ImageFactory(file=True)
    return lambda: stories.erase(image, reason="Beschluss", by=by)


@act("release")
def _release(by):
    story = holding.hold(ArticleFactory(), by=by, reason="Presserecht")
    return lambda: holding.release(story, by=by)


@act("open check")
def _open_check(by):
    story = ArticleFactory()
    checking.ask(story, "edited", by=by)
    return lambda: checking.open_again(story, "edited", by=by)


@act("look again")
def _look_again(by):
    story, key = ArticleFactory(), ("dash", "", "0")
    leaving.leave(story, key, by=by, sentence="Strich")
    return lambda: leaving.look_again(story, key, by=by)


@act("take back preview link")
def _take_back_link(by):
    link = previewing.open_link(ArticleFactory(), by=by, hours=4)
    return lambda: previewing.take_back(link, by=by)


def _of_remark(verb: str, do: Callable[[Any, Any], Any], *, is_settled: bool = False) -> None:
    def stage(by: Any) -> Act:
        thread = remarks.remark(ArticleFactory(), "Bleibt das so?", by=by)
        if is_settled:
            thread = remarks.settle(thread, by=by)
        return lambda: do(thread, by)

    ACTS[verb] = stage


_of_remark("answer", lambda thread, by: remarks.answer(thread, "Ja.", by=by))
_of_remark("settle remark", lambda thread, by: remarks.settle(thread, by=by))
_of_remark("reopen remark", lambda thread, by: remarks.reopen(thread, by=by), is_settled=True)


def _of_clips(verb: str, do: Callable[[Any, Any, Any], Any], *, is_there: bool = True) -> None:
    def stage(by: Any) -> Act:
        story, first, clip = ArticleFactory(), ClipFactory(), ClipFactory()
        for one in (first, clip) if is_there else ():
            relating.relate(story, one, by=by)
        return lambda: do(story, clip, by)

    ACTS[verb] = stage


_of_clips("relate", lambda story, clip, by: relating.relate(story, clip, by=by), is_there=False)
_of_clips("unrelate", lambda story, clip, by: relating.unrelate(story, clip, by=by))
_of_clips("reorder", lambda story, clip, by: relating.place(story, clip, 0, by=by))
_of_clips("dismiss", lambda story, clip, by: dismissing.dismiss(story, clip, by=by), is_there=False)


@act("offer again")
def _offer_again(by):
    story, tag = ArticleFactory(), TagFactory()
    dismissing.dismiss(story, tag, by=by)
    return lambda: dismissing.bring_back(story, tag, by=by)


# --- Live blogs


def _of_post(verb: str, do: Callable[[Any, Any], Any], *, out: bool = False, **made: Any) -> None:
    def stage(by: Any) -> Act:
        blog = ArticleFactory(kind="live", live=True)
        live.turn(blog, "live", by=by)
        entry = LivePostFactory(article=blog, **made).entry if out else LiveEntryFactory(article=blog)
        return lambda: do(entry, by)

    ACTS[verb] = stage


_of_post("write post", lambda entry, by: live.write(entry, by=by))
_of_post("discard post", lambda entry, by: live.discard(entry, by=by))
_of_post("post", lambda entry, by: live.publish(entry, by=by))
_of_post("plan post", lambda entry, by: live.publish(entry, by=by, at=timezone.now() + HOUR))
_of_post("withdraw post", lambda entry, by: live.withdraw(entry, by=by, reason="Irrtum"), out=True)
_of_post("mark post", lambda entry, by: live.mark(entry, True, by=by), out=True)
_of_post("pin post", lambda entry, by: live.pin(entry.article, entry, by=by), out=True)
_of_post("turn", lambda entry, by: live.turn(entry.article, "paused", by=by), out=True)


@act("change post")
def _change_post(by):
    blog = ArticleFactory(kind="live", live=True)
    entry = LivePostFactory(article=blog, since=timezone.now() - HOUR).entry
    entry.headline = "Anders"
    live.write(entry, by=by)
    return lambda: live.publish(entry, by=by)


@act("call off post")
def _call_off_post(by):
    blog = ArticleFactory(kind="live", live=True)
    entry = LivePostFactory(article=blog, plan=timezone.now() + HOUR).entry
    return lambda: live.call_off(entry, by=by)


# --- Pictures, clips, captions

ACTS["describe"] = lambda by: _describe(by)


def _describe(by):
    image = ImageFactory(file=True)
    return lambda: visuals.describe({image.pk: visuals.Change(fields={"caption": "Neu"})}, by=by)


def _of_track(verb: str, do: Callable[[Any, Any], Any], *, approved: bool = False) -> None:
    def stage(by: Any) -> Act:
        track = visuals.take_captions(FootageFactory(), CAPTIONS, by=by).track
        if approved:
            track = visuals.approve_captions(track, by=by)
        return lambda: do(track, by)

    ACTS[verb] = stage


def _of_footage(verb: str, do: Callable[[Any, Any], Any], jobs: str = "", **fields: Any) -> None:
    def stage(by: Any) -> Act:
        footage = FootageFactory(**fields)
        if jobs:
            MediaJob.objects.create(footage=footage, kind="probe", state=jobs)
        return lambda: do(footage, by)

    ACTS[verb] = stage


_of_track("rewrite captions", lambda track, by: visuals.rewrite_captions(track, CAPTIONS.replace("M", "m"), by=by))
_of_track("approve captions", lambda track, by: visuals.approve_captions(track, by=by))
_of_track("take back captions", lambda track, by: visuals.take_back_captions(track, by=by), approved=True)
_of_track("drop captions", lambda track, by: visuals.drop_captions(track, by=by))
_of_footage("take captions", lambda footage, by: visuals.take_captions(footage, CAPTIONS, by=by))
_of_footage("set chapters", lambda footage, by: visuals.set_chapters(footage, "0:00 Anfang\n1:00 Mitte", by=by))
_of_footage("cancel", lambda footage, by: programmes.cancel(footage, by=by), jobs="queued")
_of_footage("retry", lambda footage, by: programmes.retry(footage, by=by), jobs="failed")
_of_footage("reencode", lambda footage, by: programmes.reencode(footage, by=by), file="sendungen/x.mp4")
_of_footage("cut", lambda footage, by: cutting.keep_cut(Clip(footage=footage, in_ms=0, out_ms=5000, title="Ab"), by=by))


@act("recut")
def _recut(by):
    clip = ClipFactory(cut=True)
    clip.out_ms += 1000
    return lambda: cutting.keep_cut(clip, by=by)


@act("take back cut")
def _take_back_cut(by):
    footage = FootageFactory()
    clip = cutting.keep_cut(Clip(footage=footage, in_ms=0, out_ms=5000, title="Ab"), by=by)
    return lambda: cutting.take_back_cut(clip, by=by)


@act("activate")
def _activate(by):
    version = FootageVersion.objects.create(
        footage=FootageFactory(), number=1, recipe="x", path="x", verified_at=timezone.now()
    )
    return lambda: ordering.activate(version, by=by)


@act("extract")
def _extract(by):
    clip = ClipFactory(cut=True, footage__probe={"duration": 600})
    return lambda: programmes.extract(clip, by=by)


@act("order captions")
def _order_captions(by):
    footage = FootageFactory(probe={"duration": 600}, has_audio=True)
    settings.SPEECH_COMMAND = "/bin/true"
    return lambda: listening.order_captions(footage, "de", by=by)


@act("upload")
def _upload(by):
    data = picture_bytes()
    return lambda: visuals.take_file(Image(caption="Kran"), data, by=by)


@act("upload (programme)")
def _upload_programme(by):
    path = Path(settings.MEDIA_ROOT) / "film.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(64))
    return lambda: arriving.take(path, by=by)


@act("cut (picture)")
def _crop(by):
    image = ImageFactory(file=True)
    return lambda: visuals.cut(image, by=by, focus=(0.2, 0.3), crops={})


# --- Fronts


def _pinned(by: Any) -> tuple[Any, int]:
    story = EditionFactory()
    wish = Pin(key=story.article_id)
    front = fronts.arrange(None, lambda layout: moves.pin(layout, "opening-0", wish), by=by, version=0)
    return story, front.version


@act("arrange")
def _arrange(by):
    wish = Pin(key=EditionFactory().article_id)
    return lambda: fronts.arrange(None, lambda layout: moves.pin(layout, "opening-0", wish), by=by, version=0)


@act("take back a step")
def _undo(by):
    _story, version = _pinned(by)
    return lambda: fronts.undo(None, by=by, version=version)


@act("discard arrangement")
def _discard(by):
    _story, version = _pinned(by)
    return lambda: fronts.discard(None, by=by, version=version)


@act("restore")
def _take_up(by):
    _story, version = _pinned(by)
    edition = fronts.publish(None, by=by, version=version)
    return lambda: fronts.take_up(edition, by=by, version=edition.front.version)


@act("publish (front)")
def _publish_front(by):
    _story, version = _pinned(by)
    return lambda: fronts.publish(None, by=by, version=version)


@act("schedule (front)")
def _plan_front(by):
    _story, version = _pinned(by)
    return lambda: fronts.publish(None, by=by, version=version, at=timezone.now() + HOUR)


@act("call off (front)")
def _call_off_front(by):
    _story, version = _pinned(by)
    edition = fronts.publish(None, by=by, version=version, at=timezone.now() + HOUR)
    return lambda: fronts.call_off(edition, by=by)


@act("break news")
def _break_news(by):
    section = SectionFactory()
    return lambda: fronts.break_news(fronts.Alarm("Sturm", A_WHILE, section=section), by=by)


@act("end breaking news")
def _end_breaking(by):
    breaking = fronts.break_news(fronts.Alarm("Sturm", A_WHILE, section=SectionFactory()), by=by)
    return lambda: fronts.end_breaking(breaking, by=by)


@act("roles")
def _roles(by):
    Group.objects.get(name="CvD").permissions.clear()
    return set_up_roles
