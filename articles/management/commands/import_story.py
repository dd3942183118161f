"""``manage.py import_story [--json] [--publish] [--section SLUG] [--headline TEXT] FILE…``"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import lifecycle
from articles.body import paste
from articles.models import Article, Section
from articles.related import guesses
from kit.slugs import free_slug, slug_of

LONGEST_HEADLINE = 90


class Command(BaseCommand):
    help = "Reads pasted stories (.txt or .docx, any encoding) and makes a draft of each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print what was recognised, store nothing")
        parser.add_argument("--publish", action="store_true", help="publish at once; says what it went past")
        parser.add_argument("--section", metavar="SLUG", help="section of the story; made if it is missing")
        parser.add_argument("--headline", metavar="TEXT", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = [(name, _read(name)) for name in options["files"]]
        if options["json"]:
            found = [pasted.as_contract() for _name, pasted in stories]
            self.stdout.write(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2))
            return
        if empty := [name for name, pasted in stories if not pasted.elements]:
            raise CommandError(_("There is no text in %(file)s.") % {"file": ", ".join(empty)})
        for name, pasted in stories:
            with transaction.atomic():
                self._take_in(name, pasted, options)

    def _take_in(self, name: str, pasted: paste.PastedStory, options: dict[str, Any]) -> None:
        taken = lifecycle.take_in(
            pasted,
            by=None,
            choices=guesses(pasted).accepted(),
            section=self._section(options["section"]) if options["section"] else None,
            headline=options["headline"],
        )
        article = taken.article
        self.stdout.write(f"{name}: {article} ({_('story')} {article.pk}, {pasted.elements} {_('elements')})")
        for line in taken.created:
            self.stdout.write("  + " + line)
        for line in taken.warnings:
            self.stdout.write("  ! " + line)
        if options["publish"]:
            self._publish(name, article)

    def _section(self, words: str) -> Section:
        """By address or name; a new one is told."""
        known = Section.objects.filter(Q(slug=words) | Q(slug=slug_of(words)) | Q(name__iexact=words)).first()
        if known:
            return known
        name = words.replace("-", " ").title() if words == slug_of(words) else words
        slug = free_slug(words, lambda slug: Section.objects.filter(slug=slug).exists(), "section")[:60]
        self.stdout.write("  + " + _("Section “%(name)s”") % {"name": name[:60]})
        return Section.objects.create(slug=slug, name=name[:60])

    def _publish(self, name: str, article: Article) -> None:
        if article.section is None:
            article.section = Section.objects.first() or self._section(_("News"))
            lifecycle.save(article, by=None, label=_("Section chosen"))
            self.stdout.write("  ! " + _("No section was named; it went into “%(name)s”") % {"name": article.section})
        if not article.headline:
            article.headline = _from_lead(article.lead)
            lifecycle.save(article, by=None, label=_("Headline from the lead"))
            self.stdout.write("  ! " + _("Headline taken from the lead: “%(words)s”") % {"words": article.headline})
        # A credit is law: only somebody who looks at the picture may go past it, with a reason of her own.
        passed = [o for o in lifecycle.missing_for_print(article) if o.overridable and o.code != "missing_credit"]
        for obstacle in passed:
            self.stdout.write("  ! " + _("Published all the same: %(why)s") % {"why": obstacle.sentence})
        try:
            edition = lifecycle.publish(
                article, by=None, override=[o.code for o in passed], reason=_("Imported on the command line")
            )
        except lifecycle.NotReady as refusal:
            raise CommandError(f"{name}: {refusal}") from refusal
        self.stdout.write(f"  → {settings.SITE_URL}{edition.get_absolute_url()}")


def _read(name: str) -> paste.PastedStory:
    try:
        data = Path(name).read_bytes()
    except OSError as problem:
        raise CommandError(f"{name}: {problem.strerror}") from problem
    try:
        return paste.parse(paste.read_docx(data) if name.lower().endswith(".docx") else data)
    except paste.NotText as problem:
        raise CommandError(f"{name}: {problem}") from problem


def _from_lead(lead: str) -> str:
    """The lead's first sentence, cut at a word: better than nothing until somebody writes a headline."""
    sentence = lead.split(". ")[0].rstrip(".") or _("Without a headline")
    if len(sentence) <= LONGEST_HEADLINE:
        return sentence
    return sentence[: LONGEST_HEADLINE + 1].rpartition(" ")[0].rstrip(",;:–-") or sentence[:LONGEST_HEADLINE]
