"""People who save one story each, without pause, and what is found of it afterwards.

What was acknowledged is there once; what nobody knows of is sent again with its token, and then it is there once, too.
"""

import secrets
import threading
import time
from collections import Counter

import paper
from django.db import connections

from articles.models import Article, Revision

AWAY = {0, 503}  # nobody answered, or the database did not: both times nobody knows what became of it


class Writer(threading.Thread):
    def __init__(self, number: int, over: threading.Event):
        super().__init__(daemon=True)
        self.story = paper.story(f"Geschichte {number}")
        self.desk, self.over = paper.Desk(paper.colleague(f"schreiberin-{number}")), over
        self.fields: dict[str, str] | None = None
        self.acknowledged: list[str] = []
        self.told: Counter[str] = Counter()

    def run(self) -> None:
        number = 0
        while not self.over.is_set():
            if self.fields is None and not self._look():
                continue
            number += 1
            self.fields |= {"headline": f"Stand {self.story.pk}-{number}", "save_token": secrets.token_hex(16)}
            self._send(self.fields)

    def _look(self) -> bool:
        fields = self.desk.form(self.story.pk)
        if fields is None:
            self.told["form not shown"] += 1
            time.sleep(0.2)
        else:
            self.fields = dict(fields)
        return self.fields is not None

    def _send(self, fields: dict[str, str]) -> None:
        """Until somebody says yes: the token makes many times once."""
        for attempt in range(200):
            status, _page = self.desk.ask(f"/admin/articles/article/{self.story.pk}/change/", [*fields.items()])
            if status == 302:
                self.acknowledged.append(fields["headline"])
                self.told["sent again" if attempt else "saved at once"] += 1
                fields["base_version"] = str(int(fields["base_version"]) + 1)
                return
            if status not in AWAY:
                self.told[f"answered {status}"] += 1
                self.fields = None
                return
            time.sleep(0.2)
        self.told["given up"] += 1
        self.fields = None


def begun(count: int) -> tuple[list[Writer], threading.Event]:
    over = threading.Event()
    writers = [Writer(number, over) for number in range(count)]
    for writer in writers:
        writer.start()
    return writers, over


def judged(writers: list[Writer]) -> int:
    """Prints what was saved and what became of it; how many of it are not there once and whole."""
    for writer in writers:
        writer.join(60)
    connections.close_all()  # to a database that may have been killed
    told = sum((writer.told for writer in writers), Counter())
    lost = doubled = torn = 0
    for writer in writers:
        kept = Counter(Revision.objects.filter(article=writer.story).values_list("fields__headline", flat=True))
        lost += sum(kept[words] == 0 for words in writer.acknowledged)
        doubled += sum(kept[words] > 1 for words in writer.acknowledged)
        row = Article.objects.get(pk=writer.story.pk)
        torn += row.version != kept.total() or kept[row.headline] == 0
    print(f"{sum(len(writer.acknowledged) for writer in writers)} saves acknowledged: {dict(told)}")
    print(f"lost {lost}, doubled {doubled}, torn {torn}", flush=True)
    return lost + doubled + torn + (not told["saved at once"])
