"""The matrix: what each address answers to whom. A new address needs its lines here, or ``test_matrix`` says so.

out   nobody logged in, somebody whose account was closed, a reader with an account
bare  staff who is in no group
tra edi cvd pic vid adm   the six roles, at a story of a section granted to them (to trainees as trainees)
far   trainee, editor, picture and video desk at a story of a section that is not theirs, and at one that never was:
      both have to look exactly alike

Numbers: 200 shown, 302 done or sent on, 400 not understood, 403 may not, 404 is not there, 405 not by this method.
"""

from typing import Any

from tests.newsroom.matrix_login import LOGIN

#: what stands for ``<int:version>`` and so on, or in one address alone; a function gets the world and the story
FILL: dict[str | tuple[str, str], Any] = {
    "version": 1,
    "edition": lambda world, story: getattr(story.editions.order_by("pk").last(), "pk", 4711),
    "kind": "image",
    "which": lambda world, story: world.home.pk,
    "content_type_id": 4711,
    "object_id": lambda world, story: world.rows["people.user"].pk,
    "id": lambda world, story: world.users["trainee"].pk,
    "app_label": "articles",
    "url": "nowhere",
    "form": "rss",
    "year": lambda world, story: world.this_month.year,
    "month": lambda world, story: world.this_month.month,
    "day": lambda world, story: world.this_month.day,
    "batch": "nothing",
    "deed": "mark",
    "token": "nothing",
    "offset": 0,
    "old": 4711,
    "new": 4712,
    "number": lambda world, story: world.this_month.month,
    ("side/<slug:name>/", "name"): "preview",
    "link": 4711,
    "thread": lambda world, story: (
        story.comments.get_or_create(text="Bleibt das so?")[0].pk if hasattr(story, "comments") else 4711
    ),
    ("checks/<slug:kind>/", "kind"): "edited",
    "track": 4711,
    "digest": "0",
    ("sendungen/<slug:key>/<int:number>/<path:name>", "name"): "mp4/480.mp4",
    ("vorschau/<str:token>/", "token"): "1-1.forged",
    ("vorschau/<str:token>/<path:address>", "token"): "1-1.forged",
    ("vorschau/<str:token>/<path:address>", "address"): "bilder/x/0/640.jpeg",
    ("admin/articles/article/uses/<slug:kind>/<int:pk>/", "pk"): lambda world, story: world.rows["visuals.image"].pk,
    **{
        (f"admin/visuals/footage/<int:pk>/{place}", "pk"): lambda world, story: world.rows["visuals.footage"].pk
        for place in ("state/", "work/", "work/<slug:deed>/", "captions/", "captions/<int:track>/")
    },
    ("admin/visuals/footage/<int:pk>/work/<slug:deed>/", "deed"): "cancel",
    ("admin/visuals/clip/<int:pk>/glimpse/", "pk"): lambda world, story: world.rows["visuals.clip"].pk,
    ("admin/visuals/footage/<int:pk>/cut/", "pk"): lambda world, story: world.rows["visuals.footage"].pk,
    ("admin/fronts/front/<slug:which>/editions/<int:number>/<slug:deed>/", "deed"): "take-up",
    ("admin/fronts/breakingnews/<int:pk>/end/", "pk"): lambda world, story: world.rows["fronts.breakingnews"].pk,
    ("admin/visuals/image/<int:pk>/crops/", "pk"): lambda world, story: world.rows["visuals.image"].pk,
    ("admin/searches/<int:pk>/", "pk"): 4711,
    "uidb64": "NDcxMQ",
    ("admin/people/user/<int:pk>/second-factor/", "pk"): lambda world, story: world.users["trainee"].pk,
    **{(f"admin/mine/passkeys/<int:pk>/{place}/", "pk"): 4711 for place in ("name", "remove")},
}

#: what is posted where an empty form would be turned away before anybody asks who sent it; a string is sent as JSON
POSTED: dict[str, dict[str, Any] | str] = {
    "autosave/": '{"token": "0123456789", "seq": 1, "base_version": 1, "fields": {}}',
    "delete/": {"post": "yes"},
    "presence/": '{"block": ""}',
    "checks/<slug:kind>/": {"deed": "sign"},
    "check/leave/": {"rule": "dash", "words": "0123"},
    "compare/fetch/": {"old": "v1"},
}

#: below admin/articles/article/<story>/
STORY = """
#                                               out bare tra edi cvd pic vid adm far
.                                          GET  302 302 302 302 302 302 302 302 302
.                                          POST 302 302 302 302 302 302 302 302 302
addresses/take-back/                       GET  302 405 405 405 405 405 405 405 405
addresses/take-back/                       POST 302 404 302 302 302 403 403 302 404
autosave/                                  GET  302 405 405 405 405 405 405 405 405
autosave/                                  POST 302 404 200 200 200 403 403 200 404
change/                                    GET  302 404 200 200 200 200 200 200 404
change/                                    POST 302 404 200 200 200 403 403 200 404
check/                                     GET  302 404 200 200 200 200 200 200 404
check/                                     POST 302 404 200 200 200 200 200 200 404
check/leave/                               GET  302 405 405 405 405 405 405 405 405
check/leave/                               POST 302 404 302 302 302 403 403 302 404
check/mend/                                GET  302 405 405 405 405 405 405 405 405
check/mend/                                POST 302 404 302 302 302 403 403 302 404
checks/<slug:kind>/                        GET  302 405 405 405 405 405 405 405 405
checks/<slug:kind>/                        POST 302 404 403 302 302 403 403 302 404
embargo/                                   GET  302 405 405 405 405 405 405 405 405
embargo/                                   POST 302 404 302 302 302 403 403 302 404
expiry/                                    GET  302 405 405 405 405 405 405 405 405
expiry/                                    POST 302 404 403 302 302 403 403 302 404
hand-over/                                 GET  302 405 405 405 405 405 405 405 405
hand-over/                                 POST 302 404 302 302 302 403 403 302 404
# of a story that is no live blog, as all of these; of one that is, see tests/articles/test_admin_live.py
live/                                      GET  302 404 404 404 404 404 404 404 404
live/                                      POST 302 404 404 404 404 404 404 404 404
live/stream/                               GET  302 404 404 404 404 404 404 404 404
live/stream/                               POST 302 405 405 405 405 405 405 405 405
live/typed/                                GET  302 405 405 405 405 405 405 405 405
live/typed/                                POST 302 404 404 404 404 404 404 404 404
live/turn/                                 GET  302 405 405 405 405 405 405 405 405
live/turn/                                 POST 302 404 404 404 404 404 404 404 404
live/<int:number>/                         GET  302 404 404 404 404 404 404 404 404
live/<int:number>/                         POST 302 404 404 404 404 404 404 404 404
live/<int:number>/typed/                   GET  302 405 405 405 405 405 405 405 405
live/<int:number>/typed/                   POST 302 404 404 404 404 404 404 404 404
live/<int:number>/<slug:deed>/             GET  302 405 405 405 405 405 405 405 405
live/<int:number>/<slug:deed>/             POST 302 404 404 404 404 404 404 404 404
lock/                                      GET  302 405 405 405 405 405 405 405 405
lock/                                      POST 302 404 302 302 302 403 403 302 404
release/                                   GET  302 405 405 405 405 405 405 405 405
release/                                   POST 302 404 403 302 302 403 403 302 404
remarks/                                   GET  302 404 200 200 200 200 200 200 404
remarks/                                   POST 302 405 405 405 405 405 405 405 405
remarks/<int:thread>/answer/               GET  302 405 405 405 405 405 405 405 405
remarks/<int:thread>/answer/               POST 302 404 302 302 302 302 302 302 404
remarks/<int:thread>/reopen/               GET  302 405 405 405 405 405 405 405 405
remarks/<int:thread>/reopen/               POST 302 404 302 302 302 302 302 302 404
remarks/<int:thread>/settle/               GET  302 405 405 405 405 405 405 405 405
remarks/<int:thread>/settle/               POST 302 404 302 302 302 302 302 302 404
remarks/new/                               GET  302 405 405 405 405 405 405 405 405
remarks/new/                               POST 302 404 302 302 302 302 302 302 404
workflow/                                  GET  302 404 200 200 200 200 200 200 404
workflow/                                  POST 302 405 405 405 405 405 405 405 405
compare/                                   GET  302 404 200 200 200 200 200 200 404
compare/                                   POST 302 404 200 200 200 200 200 200 404
compare/fetch/                             GET  302 405 405 405 405 405 405 405 405
compare/fetch/                             POST 302 404 302 302 302 403 403 302 404
correct/                                   GET  302 405 405 405 405 405 405 405 405
correct/                                   POST 302 404 403 302 302 403 403 302 404
delete/                                    GET  302 404 403 200 200 403 403 200 404
delete/                                    POST 302 404 403 302 302 403 403 302 404
duplicate/                                 GET  302 405 405 405 405 405 405 405 405
duplicate/                                 POST 302 404 302 302 302 403 403 302 404
dismiss/                                   GET  302 405 405 405 405 405 405 405 405
dismiss/                                   POST 302 404 400 400 400 403 403 400 404
editions/<int:edition>/call-off/           GET  302 405 405 405 405 405 405 405 405
editions/<int:edition>/call-off/           POST 302 404 403 404 404 403 403 404 404
history/                                   GET  302 404 200 200 200 200 200 200 404
history/                                   POST 302 404 200 200 200 200 200 200 404
links/                                     GET  302 404 200 200 200 200 200 200 404
links/                                     POST 302 404 403 422 422 403 403 422 404
links/<int:link>/back/                     GET  302 405 405 405 405 405 405 405 405
links/<int:link>/back/                     POST 302 404 403 404 404 403 403 404 404
plan/                                      GET  302 405 405 405 405 405 405 405 405
plan/                                      POST 302 404 403 302 302 403 403 302 404
presence/                                  GET  302 405 405 405 405 405 405 405 405
presence/                                  POST 302 404 200 200 200 200 200 200 404
preview/                                   GET  302 404 200 200 200 200 200 200 404
preview/                                   POST 302 404 200 200 200 200 200 200 404
publish/                                   GET  302 405 405 405 405 405 405 405 405
publish/                                   POST 302 404 403 302 302 403 403 302 404
related/                                   GET  302 404 200 200 200 200 200 200 404
related/                                   POST 302 404 200 200 200 200 200 200 404
related/add/                               GET  302 405 405 405 405 405 405 405 405
related/add/                               POST 302 404 404 404 404 403 403 404 404
related/list/                              GET  302 405 405 405 405 405 405 405 405
related/list/                              POST 302 404 404 404 404 403 404 404 404
rights/                                    GET  302 404 200 200 200 200 200 200 404
rights/                                    POST 302 405 405 405 405 405 405 405 405
swap/<int:old>/<int:new>/                  GET  302 405 405 405 405 405 405 405 405
swap/<int:old>/<int:new>/                  POST 302 404 404 404 404 403 403 404 404
side/<slug:name>/                          GET  302 404 200 200 200 200 200 200 404
side/<slug:name>/                          POST 302 405 405 405 405 405 405 405 405
topics/                                    GET  302 404 200 200 200 200 200 200 404
topics/                                    POST 302 404 200 200 200 200 200 200 404
translate/                                 GET  302 405 405 405 405 405 405 405 405
translate/                                 POST 302 404 302 302 302 403 403 302 404
translations/                              GET  302 404 200 200 200 200 200 200 404
translations/                              POST 302 405 405 405 405 405 405 405 405
uses/                                      GET  302 404 200 200 200 200 200 200 404
uses/                                      POST 302 405 405 405 405 405 405 405 405
versions/<int:version>/restore/            GET  302 405 405 405 405 405 405 405 405
versions/<int:version>/restore/            POST 302 404 302 302 302 403 403 302 404
way-of-writing/                            GET  302 405 405 405 405 405 405 405 405
way-of-writing/                            POST 302 404 302 302 302 302 302 302 404
withdraw/                                  GET  302 405 405 405 405 405 405 405 405
withdraw/                                  POST 302 404 403 302 302 403 403 302 404
"""

#: answers that depend on the state of the story, for those who may do it: (route, method) → {state: number}
BY_STATE: dict[tuple[str, str], dict[str, str]] = {
    ("delete/", "POST"): {"planned": "200", "live": "200", "withdrawn": "200"},  # an edition protects its story
    ("editions/<int:edition>/call-off/", "POST"): dict.fromkeys(["planned", "live", "withdrawn"], "302"),
}

#: below admin/, about no story
HOUSE = """
#                                               out bare tra edi cvd pic vid adm
.                                          GET  302 200 200 200 200 200 200 200
.                                          POST 302 200 200 200 200 200 200 200
<app_label>/                               GET  302 404 200 200 200 200 200 200
<app_label>/                               POST 302 404 200 200 200 200 200 200
<url>                                      GET  302 404 404 404 404 404 404 404
<url>                                      POST 302 404 404 404 404 404 404 404
articles/article/queue/                    GET  302 403 200 200 200 200 200 200
articles/article/queue/                    POST 302 405 405 405 405 405 405 405
pulse/                                     GET  302 200 200 200 200 200 200 200
pulse/                                     POST 302 405 405 405 405 405 405 405
pulse/catch-up/                            GET  302 405 405 405 405 405 405 405
pulse/catch-up/                            POST 302 403 403 302 302 403 403 302
articles/article/begin/                    GET  302 405 405 405 405 405 405 405
articles/article/begin/                    POST 302 403 400 400 400 403 403 400
articles/article/calendar/                 GET  302 403 200 200 200 200 200 200
articles/article/calendar/                 POST 302 405 405 405 405 405 405 405
articles/article/calendar/week/            GET  302 403 200 200 200 200 200 200
articles/article/calendar/week/            POST 302 405 405 405 405 405 405 405
articles/article/paste/                    GET  302 403 200 200 200 403 403 200
articles/article/paste/                    POST 302 403 200 200 200 403 403 200
articles/article/series/                   GET  302 403 200 200 200 200 200 200
articles/article/series/                   POST 302 405 405 405 405 405 405 405
articles/article/pick/<slug:kind>/         GET  302 403 200 200 200 200 200 200
articles/article/pick/<slug:kind>/         POST 302 405 405 405 405 405 405 405
articles/article/recognise/                GET  302 405 405 405 405 405 405 405
articles/article/recognise/                POST 302 403 200 200 200 403 403 200
articles/article/undo/<str:batch>/         GET  302 403 404 404 404 403 403 404
articles/article/undo/<str:batch>/         POST 302 403 404 404 404 403 403 404
articles/article/uses/<slug:kind>/<int:pk>/ GET 302 403 200 200 200 200 200 200
articles/article/uses/<slug:kind>/<int:pk>/ POST 302 405 405 405 405 405 405 405
autocomplete/                              GET  302 403 403 403 403 403 403 403
autocomplete/                              POST 302 405 405 405 405 405 405 405
fronts/breakingnews/<int:pk>/end/          GET  302 405 405 405 405 405 405 405
fronts/breakingnews/<int:pk>/end/          POST 302 403 403 403 302 403 403 302
fronts/front/                              GET  302 403 403 200 200 403 403 200
fronts/front/                              POST 302 405 405 405 405 405 405 405
fronts/front/<slug:which>/                 GET  302 403 403 200 200 403 403 200
fronts/front/<slug:which>/                 POST 302 405 405 405 405 405 405 405
fronts/front/<slug:which>/editions/        GET  302 403 403 200 200 403 403 200
fronts/front/<slug:which>/editions/        POST 302 405 405 405 405 405 405 405
fronts/front/<slug:which>/editions/<int:number>/<slug:deed>/ GET  302 405 405 405 405 405 405 405
fronts/front/<slug:which>/editions/<int:number>/<slug:deed>/ POST 302 403 403 404 404 403 403 404
fronts/front/<slug:which>/page/            GET  302 403 403 200 200 403 403 200
fronts/front/<slug:which>/page/            POST 302 405 405 405 405 405 405 405
fronts/front/<slug:which>/publish/         GET  302 405 405 405 405 405 405 405
fronts/front/<slug:which>/publish/         POST 302 403 403 400 400 403 403 400
fronts/front/<slug:which>/step/            GET  302 405 405 405 405 405 405 405
fronts/front/<slug:which>/step/            POST 302 403 403 400 400 403 403 400
jsi18n/                                    GET  302 200 200 200 200 200 200 200
jsi18n/                                    POST 302 405 405 405 405 405 405 405
language/                                  GET  302 302 302 302 302 302 302 302
language/                                  POST 302 302 302 302 302 302 302 302
people/auditevent/export/                  GET  302 405 405 405 405 405 405 405
people/auditevent/export/                  POST 302 403 403 403 403 403 403 200
roles/                                     GET  302 200 200 200 200 200 200 200
roles/                                     POST 302 405 405 405 405 405 405 405
palette/                                   GET  302 200 200 200 200 200 200 200
palette/                                   POST 302 405 405 405 405 405 405 405
search/                                    GET  302 200 200 200 200 200 200 200
search/                                    POST 302 405 405 405 405 405 405 405
searches/<int:pk>/                         GET  302 405 405 405 405 405 405 405
searches/<int:pk>/                         POST 302 404 404 404 404 404 404 404
searches/keep/                             GET  302 405 405 405 405 405 405 405
searches/keep/                             POST 302 404 404 404 404 404 404 404
visuals/footage/<int:pk>/captions/         GET  302 403 200 200 200 200 200 200
visuals/footage/<int:pk>/captions/         POST 302 403 403 403 404 403 404 404
visuals/footage/<int:pk>/captions/<int:track>/ GET 302 403 404 404 404 404 404 404
visuals/footage/<int:pk>/captions/<int:track>/ POST 302 403 403 403 404 403 404 404
visuals/footage/<int:pk>/state/            GET  302 403 200 200 200 200 200 200
visuals/footage/<int:pk>/state/            POST 302 403 403 403 405 403 405 405
visuals/footage/<int:pk>/work/             GET  302 403 200 200 200 200 200 200
visuals/footage/<int:pk>/work/             POST 302 403 403 403 405 403 405 405
visuals/footage/<int:pk>/work/<slug:deed>/ GET  302 403 405 405 405 405 405 405
visuals/footage/<int:pk>/work/<slug:deed>/ POST 302 403 403 403 302 403 302 302
visuals/footage/upload/                    GET  302 403 403 403 200 403 200 200
visuals/footage/upload/                    POST 302 403 403 403 405 403 405 405
visuals/footage/upload/<slug:token>/finish/ GET  302 403 403 403 405 403 405 405
visuals/footage/upload/<slug:token>/finish/ POST 302 403 403 403 404 403 404 404
visuals/footage/upload/<slug:token>/piece/<int:offset>/ GET  302 403 403 403 405 403 405 405
visuals/footage/upload/<slug:token>/piece/<int:offset>/ POST 302 403 403 403 404 403 404 404
visuals/footage/upload/begin/              GET  302 403 403 403 405 403 405 405
visuals/footage/upload/begin/              POST 302 403 403 403 200 403 200 200
visuals/clip/<int:pk>/glimpse/             GET  302 403 404 404 404 404 404 404
visuals/clip/<int:pk>/glimpse/             POST 302 405 405 405 405 405 405 405
visuals/footage/<int:pk>/cut/              GET  302 403 403 200 200 403 200 200
visuals/footage/<int:pk>/cut/              POST 302 403 403 422 422 403 422 422
visuals/image/<int:pk>/crops/              GET  302 403 403 403 200 200 200 200
visuals/image/<int:pk>/crops/              POST 302 403 403 403 422 422 422 422
visuals/image/describe/                    GET  302 403 403 403 405 405 405 405
visuals/image/describe/                    POST 302 403 403 403 200 200 200 200
visuals/image/drawer/                      GET  302 403 403 403 200 200 200 200
visuals/image/drawer/                      POST 302 403 403 403 405 405 405 405
visuals/image/rights/                      GET  302 403 200 200 200 200 200 200
visuals/image/rights/                      POST 302 405 405 405 405 405 405 405
visuals/image/sheet/                       GET  302 403 403 403 200 200 200 200
visuals/image/sheet/                       POST 302 403 403 403 302 302 302 302
visuals/image/upload/                      GET  302 403 403 403 200 200 200 200
visuals/image/upload/                      POST 302 403 403 403 405 405 405 405
visuals/image/upload/<slug:token>/finish/  GET  302 403 403 403 405 405 405 405
visuals/image/upload/<slug:token>/finish/  POST 302 403 403 403 404 404 404 404
visuals/image/upload/<slug:token>/piece/<int:offset>/ GET  302 403 403 403 405 405 405 405
visuals/image/upload/<slug:token>/piece/<int:offset>/ POST 302 403 403 403 404 404 404 404
visuals/image/upload/begin/                GET  302 403 403 403 405 405 405 405
visuals/image/upload/begin/                POST 302 403 403 403 200 200 200 200
r/<path:content_type_id>/<path:object_id>/ GET  302 404 404 404 404 404 404 404
r/<path:content_type_id>/<path:object_id>/ POST 302 404 404 404 404 404 404 404
"""

HOUSE += LOGIN

#: lists of the desk that Django's admin makes: who may a(dd), v(iew), c(hange), d(elete); far: rows of a foreign story
LISTS = """
#                                     bare  tra  edi  cvd  pic  vid  adm  far
articles.article                       -    avc  avcd avcd v    v    avcd .
articles.edition                       -    v    v    v    v    v    v    404
articles.revision                      -    v    v    v    v    v    v    404
articles.correction                    -    v    v    v    v    v    v    404
articles.section                       -    v    v    avc  v    v    avcd .
fronts.breakingnews                    -    -    -    av   -    -    av   .
fronts.standingpage                    -    -    -    avc  -    -    avc  .
people.person                          -    v    avc  avc  avc  avc  avcd .
people.organisation                    -    v    avc  avc  avc  avc  avcd .
people.user                            -    -    -    -    -    -    avcd .
people.auditevent                      -    -    -    -    -    -    v    .
auth.group                             -    -    -    -    -    -    av   .
topics.tag                             -    v    avc  avc  avc  avc  avcd .
visuals.image                          -    v    v    avcd avcd avc  avcd .
visuals.portrait                       -    v    v    avcd avcd v    avcd .
visuals.clip                           -    v    avcd avcd v    avcd avcd .
visuals.footage                        -    v    v    avcd v    avcd avcd .
django_tasks_database.dbtaskresult     -    -    -    -    -    -    v    .
"""

#: readers' pages: about something public, about something that only drafts know, about nothing; and what the desk gets
#: of the second. The last word says about what.
PUBLIC = """
#                                             seen unseen nothing  desk
.                                       GET   200  200    200      200  -
artikel/<slug:slug>/                    GET   200  404    404      404  story
artikel/<slug:slug>/fassungen/          GET   200  404    404      404  story
liveblog/<slug:slug>/                   GET   200  404    404      404  live
liveblog/<slug:slug>/neues.json         GET   200  404    404      404  live
liveblog/<slug:slug>/feed.<slug:form>   GET   200  404    404      404  live
liveblog/<slug:slug>/<int:number>/      GET   200  404    404      404  live
a/<int:key>/                            GET   302  404    404      404  story
vorschau/<str:token>/                   GET   404  404    404      404  -
vorschau/<str:token>/<path:address>     GET   404  404    404      404  -
suche/                                  GET   200  200    200      200  -
archiv/                                 GET   200  200    200      200  -
archiv/<int:year>/<int:month>/          GET   200  200    200      200  -
archiv/<int:year>/<int:month>/<int:day>/ GET  200  200    200      200  -
korrekturen/                            GET   200  200    200      200  -
thema/<slug:slug>/                      GET   200  404    404      404  tag
personen/<slug:slug>/                   GET   200  404    404      404  person
autoren/<slug:slug>/                    GET   200  404    404      404  person
rubrik/<slug:slug>/                     GET   200  200    404      200  section
impressum/                              GET   200  200    200      200  -
datenschutz/                            GET   200  200    200      200  -
barrierefreiheit/                       GET   200  200    200      200  -
grundsaetze/                            GET   200  200    200      200  -
videos/                                 GET   200  200    200      200  -
videos/<slug:slug>/                     GET   200  404    404      404  clip
bilder/<slug:key>/<slug:stamp>/<slug:size>.<slug:form> GET 200 404 404 200 image
sendungen/<slug:key>                    GET   404  404    404      404  footage
sendungen/<slug:key>/kapitel.vtt        GET   404  404    404      404  footage
sendungen/<slug:key>/untertitel/<int:track>-<slug:digest>.vtt GET 404 404 404 404 footage
sendungen/<slug:key>/<int:number>/<path:name> GET 404 404 404  404  footage
feed.<slug:form>                        GET   200  200    200      200  -
rubrik/<slug:slug>/feed.<slug:form>     GET   200  200    404      200  section
thema/<slug:slug>/feed.<slug:form>      GET   200  404    404      404  tag
personen/<slug:slug>/feed.<slug:form>   GET   200  404    404      404  person
autoren/<slug:slug>/feed.<slug:form>    GET   200  404    404      404  person
videos/feed.<slug:form>                 GET   200  200    200      200  -
api/                                    GET   200  200    200      200  -
api/stories/                            GET   200  200    200      200  -
api/stories/<int:number>/               GET   200  404    404      404  story
manifest.webmanifest                    GET   200  200    200      200  -
healthz                                 GET   200  200    200      200  -
readyz                                  GET   200  200    200      200  -
.well-known/security.txt                GET   200  200    200      200  -
api/stories/<int:number>/letter/        GET   200  404    404      404  story
api/stories/<int:number>/posts/         GET   404  404    404      404  story
robots.txt                              GET   200  200    200      200  -
sitemap.xml                             GET   200  200    200      200  -
sitemap-<int:year>-<int:number>.xml     GET   200  200    200      200  -
sitemap-news.xml                        GET   200  200    200      200  -
sitemap-videos.xml                      GET   200  200    200      200  -
sitemap-pages.xml                       GET   200  200    200      200  -
"""
