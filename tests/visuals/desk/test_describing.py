"""The library as a contact sheet, the sheet after an upload, the drawer for many, and cuts: what they change and who may."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import AuditEvent, Person
from tests.bodies import body, picture, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    FootageFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    TagFactory,
    picture_bytes,
)
from visuals import lifecycle
from visuals.models import Footage, Image

pytestmark = pytest.mark.django_db
ROOM = "/admin/visuals/image/"
ENGLISH = {"accept-language": "en"}
DAY = timedelta(days=1)


@pytest.fixture
def desk(client, picture_desk):
    client.force_login(picture_desk)
    return client


def cells(page):
    return page.content.decode().count('class="pic"')


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize("view", ["grid", "list"])
def test_the_library_costs_the_same_for_any_number(desk, django_assert_num_queries, rows, view):
    ImageFactory.create_batch(rows)
    desk.get(ROOM, {"view": view})
    with django_assert_num_queries(8):  # session, user, 2 permissions, counts, pictures, names to choose, searches kept
        page = desk.get(ROOM, {"view": view})
    assert (cells(page) if view == "grid" else page.content.decode().count('class="serif-title"')) == rows


def test_the_view_is_remembered_and_a_popup_is_a_list(desk):
    ImageFactory()
    assert cells(desk.get(ROOM)) == 1
    assert cells(desk.get(ROOM, {"view": "list"})) == 0
    assert cells(desk.get(ROOM)) == 0
    assert cells(desk.get(ROOM, {"view": "grid"})) == 1
    assert cells(desk.get(ROOM, {"_popup": "1"})) == 0


@pytest.mark.parametrize(("asked", "found"), [
    ({"usage": "own"}, "own"), ({"usage": "none"}, "plain tall work shown nobody soon"),
    ({"person": "of Ada"}, "soon"), ({"person": "x"}, ""), ({"taken": "month"}, "own"), ({"taken": "older"}, "tall"),
    ({"taken": "ever"}, ""),
    ({"shape": "tall"}, "tall"), ({"place": "work"}, "work"), ({"place": "public"}, "shown"),
    ({"by": "Marlo"}, "own"), ({"tab": "credit"}, "nobody"), ({"tab": "lapsing"}, "soon"),
    ({"agency": "x"}, ""), ({"shape": "round"}, ""), ({"tab": "nonsense"}, ""), ({"usage": "own", "shape": "tall"}, ""),
])  # fmt: skip
def test_facets_find_what_they_say(desk, asked, found):
    size = {"width": 300, "height": 200}
    ImageFactory(title="plain", **size)
    today = timezone.localdate()
    ImageFactory(title="own", usage="own", photographer_name="Marlo", taken_on=today - 8 * DAY, **size)
    ImageFactory(title="tall", width=200, height=300, taken_on=today - 800 * DAY)
    ImageFactory(title="nobody", bare=True, alt="x", **size)
    ada = PersonFactory()
    ImageFactory(title="soon", available_until=timezone.now() + 3 * DAY, **size).people.add(ada)
    ArticleFactory(body=body(picture(ImageFactory(title="work", **size))))
    ArticleFactory(lead_image=ImageFactory(title="shown", **size), live=True)
    asked = {name: str(ada.pk) if value == "of Ada" else value for name, value in asked.items()}
    page = desk.get(ROOM, asked).content.decode()
    names = "plain own tall nobody soon work shown".split()
    assert {name for name in names if f">{name}</a>" in page} == set(found.split())


def test_facets_count_what_is_there_and_leave_out_what_is_not(desk):
    agency = OrganisationFactory(name="Küstenbild")
    ImageFactory.create_batch(3, agency=agency, usage="pool")
    page = desk.get(ROOM, headers=ENGLISH).content.decode()
    assert 'Küstenbild <span class="n">3</span>' in page
    assert 'pool <span class="n">3</span>' in page
    assert ">handout <" not in page


def test_a_photographer_counts_once_as_a_person_of_ours_or_as_a_name(desk):
    ada = PersonFactory(name="Ada Lind")
    ImageFactory.create_batch(2, photographer=ada)
    ImageFactory(photographer_name="Ada Lind").people.add(ada)
    ImageFactory(photographer_name="", bare=True)
    facets = {facet["title"]: facet["options"] for facet in desk.get(ROOM, headers=ENGLISH).context["facets"]}
    named = {title: [(one["label"], one["n"]) for one in options[1:]] for title, options in facets.items()}
    assert (named["photographer"], named["to be seen"]) == ([("Ada Lind", 3)], [("Ada Lind", 1)])


def test_facets_name_the_ten_most_frequent(desk):
    for number in range(12):
        ImageFactory.create_batch(2 if number == 11 else 1, agency=OrganisationFactory(name=f"A{number:02}"))
    common = Image.objects.commonest(10)["agency"]
    assert [name for _key, name, _n in common] == ["A11", *(f"A{number:02}" for number in range(9))]


def sheet_form(*images, **typed):
    told = {"ids": ",".join(str(image.pk) for image in images)}
    for image in images:
        start = {"agency": image.agency.name if image.agency else "", "photographer": image.photographer_name,
                 "caption": image.caption, "alt": image.alt, "usage": image.usage}  # fmt: skip
        told |= {f"p{image.pk}-{name}": value for name, value in start.items()}
    return told | typed


def test_a_sheet_of_pictures_is_checked_in_one_go(desk):
    OrganisationFactory(name="AP", aliases="AP Photo")
    ada = PersonFactory(name="Ada Lind")
    one, two, same = ImageFactory(bare=True, credit_override="vorläufig"), ImageFactory(bare=True), ImageFactory()
    form = sheet_form(one, two, same, **{
        f"p{one.pk}-agency": "ap photo", f"p{one.pk}-photographer": "Ada Lind", f"p{one.pk}-alt": "Ein Kran.",
        f"p{two.pk}-photographer": "Bo Unbekannt", f"p{two.pk}-usage": "handout",
    })  # fmt: skip
    assert desk.post(f"{ROOM}sheet/", form).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.credit, one.photographer, one.alt) == ("AP | Ada Lind", ada, "Ein Kran.")
    assert (two.credit, two.photographer, two.usage) == ("Bo Unbekannt", None, "handout")
    events = AuditEvent.objects.filter(verb="describe")
    assert {event.target_id for event in events} == {str(one.pk), str(two.pk)}
    assert len({event.batch for event in events}) == 1
    assert events[0].batch


def test_people_whom_the_file_names_and_we_know_are_offered_and_nobody_is_created(desk):
    ada, bo = PersonFactory(name="Ada Lind"), PersonFactory(name="Bo Ekman")
    image = ImageFactory(metadata={"values": {"people": ["Ada Lind", "Nie Gehört"]}})
    image.people.add(bo)
    page = desk.get(f"{ROOM}sheet/", {"ids": image.pk}).content.decode()
    assert [name in page for name in ("> Ada Lind</label>", "> Bo Ekman</label>", "> Nie Gehört")] == [
        True,
        True,
        False,
    ]

    desk.post(f"{ROOM}sheet/", sheet_form(image) | {f"p{image.pk}-people": [str(ada.pk)]})

    assert [*image.people.all()] == [ada]
    event = AuditEvent.objects.get(verb="describe")
    assert (event.before["people"], event.after["people"]) == (["Bo Ekman"], ["Ada Lind"])
    assert Person.objects.count() == 2
    assert desk.post(f"{ROOM}sheet/", sheet_form(image) | {f"p{image.pk}-people": ["4711"]}).status_code == 422


def test_an_unknown_agency_is_told_and_nothing_typed_is_lost(desk):
    one, two = ImageFactory(bare=True), ImageFactory(bare=True)
    form = sheet_form(one, two, **{f"p{one.pk}-agency": "Nie gehört", f"p{two.pk}-alt": "Eine Mole."})
    page = desk.post(f"{ROOM}sheet/", form, headers=ENGLISH)
    text = page.content.decode()
    assert page.status_code == 422
    assert "We know no agency “Nie gehört”" in text
    assert "Eine Mole." in text
    assert Image.objects.filter(alt="").count() == 2


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_sheet_costs_the_same_for_any_number(desk, django_assert_num_queries, rows):
    images = ImageFactory.create_batch(rows)
    desk.get(f"{ROOM}sheet/")
    with django_assert_num_queries(7):  # session, user, 2 permissions, pictures, people, agencies
        page = desk.get(f"{ROOM}sheet/", {"ids": ",".join(str(image.pk) for image in images)})
    assert page.content.decode().count('class="sheetrow"') == rows


def test_ids_that_are_none_are_left_out(desk):
    image = ImageFactory()
    page = desk.get(f"{ROOM}sheet/", {"ids": f"{image.pk},{image.pk},x,-1,99999999,{'9' * 40},٣"})
    assert page.content.decode().count('class="sheetrow"') == 1
    assert "empty-list" in desk.get(f"{ROOM}sheet/").content.decode()


def describe(desk, *images, **typed):
    ids = ",".join(str(image.pk) for image in images)
    return desk.post(f"{ROOM}describe/", {"ids": ids, **typed}, headers=ENGLISH)


def test_empty_stays_and_what_is_typed_goes_to_all(desk):
    harbour = TagFactory(name="hafen")
    one, two = ImageFactory(caption="Eins", usage="pool"), ImageFactory(caption="Zwei", alt="")
    said = describe(desk, one, two, usage="own", tags="Hafen", **{f"alt-{two.pk}": "Ein Boot."})
    assert said.json() == {"done": 2}
    for image in (one, two):
        before = image.agency
        image.refresh_from_db()
        assert (image.usage, image.agency, [*image.tags.all()]) == ("own", before, [harbour])
    assert (one.caption, two.caption, two.alt) == ("Eins", "Zwei", "Ein Boot.")


def test_who_extends_a_right_needs_a_reason(desk):
    until = timezone.now() + 3 * DAY
    image, free = ImageFactory(available_until=until, title="Sturm"), ImageFactory()
    later = f"{timezone.localdate() + 90 * DAY:%Y-%m-%d}"
    refused = describe(desk, image, free, free_until=later)
    assert refused.status_code == 422
    assert "“Sturm” was free until" in refused.content.decode()
    image.refresh_from_db()
    free.refresh_from_db()
    assert (image.available_until, free.available_until) == (until, None)

    assert describe(desk, image, free, free_until=later, reason="Mail, 24.11.").json() == {"done": 2}
    image.refresh_from_db()
    assert timezone.localtime(image.available_until).strftime("%Y-%m-%d %H:%M") == f"{later} 23:59"
    assert AuditEvent.objects.get(target_id=str(image.pk), verb="describe").reason == "Mail, 24.11."


@pytest.mark.parametrize(("channel", "told"), [("feed", "in feeds"), ("syndication", "for partners")])
def test_each_channel_has_an_end_of_its_own_which_only_a_reason_moves_on(desk, channel, told):
    field = f"{channel}_until"
    image, now = ImageFactory(title="Sturm", available_until=timezone.now() + 200 * DAY), timezone.now()
    soon, later = (f"{timezone.localdate() + days * DAY:%Y-%m-%d}" for days in (9, 90))
    assert describe(desk, image, **{field: soon}).json() == {"done": 1}  # a first end, or a nearer one, asks nothing
    image.refresh_from_db()
    assert (image.may_go_to(channel, now + 8 * DAY), image.may_go_to(channel, now + 11 * DAY)) == (True, False)
    assert image.may_go_to("site", now + 11 * DAY)

    refused = describe(desk, image, **{field: later})
    assert refused.status_code == 422
    assert f"“Sturm” was free {told} until" in refused.content.decode()
    assert f'value="{later}"' in refused.content.decode()  # nothing typed is lost
    image.refresh_from_db()
    assert not image.may_go_to(channel, now + 11 * DAY)

    assert describe(desk, image, reason="Mail, 24.11.", **{field: later}).json() == {"done": 1}
    image.refresh_from_db()
    assert image.may_go_to(channel, now + 11 * DAY)
    event = AuditEvent.objects.filter(target_id=str(image.pk), verb="describe").latest("pk")
    assert (event.reason, [*event.after]) == ("Mail, 24.11.", [field])


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"free_from": "2026-05-02", "feed_until": "2026-05-01"}, "end before they begin"),
    ({"agency": "Nie gehört"}, "We know no agency"), ({"tags": "gibtsnicht"}, "There is no tag"),
    ({"free_from": "2026-05-02", "free_until": "2026-05-01"}, "end before they begin"),
    ({"usage": "stolen"}, "stolen"), ({"free_until": "gestern"}, "date"),
])  # fmt: skip
def test_what_the_drawer_cannot_take_is_told_in_it(desk, typed, sentence):
    image = ImageFactory()
    answer = describe(desk, image, **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_class_brings_its_usual_end_where_there_is_none(desk):
    until = timezone.now() + 90 * DAY
    free, said = ImageFactory(), ImageFactory(available_until=until)
    assert describe(desk, free, said, usage="social").json() == {"done": 2}
    free.refresh_from_db()
    said.refresh_from_db()
    assert abs(free.available_until - timezone.now() - 30 * DAY) < DAY / 24
    assert said.available_until == until
    describe(desk, free, usage="own")
    free.refresh_from_db()
    assert free.available_until is not None  # a class that has no end takes none away


def test_a_window_that_would_end_before_it_begins_changes_nothing(desk):
    image = ImageFactory(available_from=timezone.now() + 9 * DAY)
    for end in ("free_until", "feed_until", "syndication_until"):
        answer = describe(desk, image, **{end: f"{timezone.localdate():%Y-%m-%d}"})
        assert answer.status_code == 422
        assert "end before they begin" in answer.content.decode()


def test_the_drawer_says_what_differs_and_what_it_would_change(desk):
    one, two = ImageFactory(title="Karte"), ImageFactory()
    ArticleFactory(lead_image=one, live=True)
    Image.objects.filter(pk=one.pk).update(alt="")
    text = desk.get(f"{ROOM}drawer/", {"ids": f"{one.pk},{two.pk}"}, headers=ENGLISH).content.decode()
    assert "2 pictures together" in text
    assert 'placeholder="2 different"' in text
    assert "“Karte” has no alternative text." in text
    assert "in 1 story," in text


def test_another_credit_orders_new_copies(desk, django_capture_on_commit_callbacks):
    image = ImageFactory(file=picture_bytes(400, 300), renditions=True)
    old = image.stamp
    OrganisationFactory(name="AP")
    with django_capture_on_commit_callbacks(execute=True):
        describe(desk, image, agency="AP")
    image.refresh_from_db()
    assert (image.stamp != old, image.copies_due) == (True, False)


def cut(desk, image, **typed):
    start = {"focal_x": "0.5", "focal_y": "0.5", "crops": "{}"}
    return desk.post(f"{ROOM}{image.pk}/crops/", start | typed)


def test_cuts_are_kept_and_logged(desk):
    image = ImageFactory(file=picture_bytes(1200, 800))
    assert cut(desk, image, focal_x="0.25", crops=json.dumps({"1:1": [0, 0, 0.5, 0.75]})).status_code == 302
    image.refresh_from_db()
    assert (image.focal_x, image.crops, image.copies_due) == (0.25, {"1:1": [0, 0, 0.5, 0.75]}, True)
    assert AuditEvent.objects.get(verb="cut").before == {"focus": [0.5, 0.5], "crops": {}}


@pytest.mark.parametrize("typed", [
    {"crops": "{"}, {"crops": "[]"}, {"crops": '{"1:1": [0,0,1]}'}, {"crops": '{"1:1": "abcd"}'}, {"focal_x": "NaN"},
    {"crops": '{"1:1": [NaN,0,1,1]}'}, {"focal_x": "2"}, {"focal_x": ""}, {"crops": '{"7:1": [0,0,1,1]}'},
    {"crops": "[" * 5000}, {"crops": '{"1:1": [0,0,1e400,1]}'},
])  # fmt: skip
def test_nonsense_for_a_cut_is_refused_in_words(desk, typed):
    image = ImageFactory(file=picture_bytes(1200, 800))
    page = cut(desk, image, **typed)
    assert page.status_code == 422
    assert 'class="errornote"' in page.content.decode()
    image.refresh_from_db()
    assert (image.crops, image.focal_x) == ({}, 0.5)


def test_what_lapses_is_drawn_and_told(desk):
    soon = ImageFactory(title="Läuft ab", available_until=timezone.now() + 3 * DAY)
    ImageFactory(title="Läuft lange", available_until=timezone.now() + 300 * DAY)
    gone = ImageFactory(title="Ist vorbei")
    ArticleFactory(lead_image=gone, live=True)
    Image.objects.filter(pk=gone.pk).update(available_until=timezone.now() - DAY)
    page = desk.get(f"{ROOM}rights/", headers=ENGLISH).content.decode()
    assert page.count(soon.title) == 2  # the drawing, and the list
    assert (page.count("Läuft lange"), page.count("Ist vorbei")) == (0, 1)
    Image.objects.filter(pk=soon.pk).update(available_until=None)
    assert "No right ends" in desk.get(f"{ROOM}rights/", headers=ENGLISH).content.decode()


def test_a_programme_takes_its_clips_along(desk):
    ends = timezone.now() + 3 * DAY
    shown, quiet = (FootageFactory(title=title, available_until=ends) for title in ("Hafenmagazin", "Unbenutzt"))
    clips = [ClipFactory(footage=shown) for _clip in range(2)]
    ArticleFactory(live=True, body=body("Ein Absatz.", video(clips[0])))

    page = desk.get(f"{ROOM}rights/", headers=ENGLISH)
    told = {line["row"]: line for line in page.context["rows"]}
    assert [(told[one]["public"], told[one]["row"].cuts) for one in (shown, quiet)] == [(True, 2), (False, 0)]
    assert f"/admin/visuals/footage/{shown.pk}/change/" in page.content.decode()
    assert "Programme, with 2 videos" in page.content.decode()

    Footage.objects.filter(pk=shown.pk).update(available_until=timezone.now() - DAY)
    over = desk.get(f"{ROOM}rights/").context["gone"]
    assert [line["row"] for line in over] == [shown]


@pytest.mark.parametrize("rows", [1, 3, 20])
def test_the_forecast_costs_the_same_for_any_number(desk, django_assert_num_queries, rows):
    ImageFactory.create_batch(rows, available_until=timezone.now() + DAY)
    FootageFactory.create_batch(rows, available_until=timezone.now() + DAY)
    desk.get(f"{ROOM}rights/")
    # session, user, 2 permissions; pictures, clips and programmes to come and gone
    with django_assert_num_queries(10):
        assert desk.get(f"{ROOM}rights/").status_code == 200


def test_who_may_not_change_pictures_finds_every_door_closed(client, someone):
    image = ImageFactory(file=picture_bytes())
    client.force_login(someone)
    doors = [
        client.get(f"{ROOM}sheet/"), client.post(f"{ROOM}sheet/", sheet_form(image)), client.get(f"{ROOM}drawer/"),
        client.post(f"{ROOM}describe/", {"ids": image.pk}), client.get(f"{ROOM}{image.pk}/crops/"), cut(client, image),
    ]  # fmt: skip
    if not someone.is_staff:
        expected = [302] * 6
    else:
        expected = [200, 302, 200, 200, 200, 302] if someone.has_perm("visuals.change_image") else [403] * 6
    assert [door.status_code for door in doors] == expected
    assert client.get(f"{ROOM}rights/").status_code == (200 if someone.is_staff else 302)


def test_no_verb_changes_what_is_not_of_a_description():
    image = ImageFactory()
    with pytest.raises(ValueError, match="public_from"):
        lifecycle.describe({image.pk: lifecycle.Change({"public_from": timezone.now()})}, by=None)
