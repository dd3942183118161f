import pytest

from tests.factories import TagFactory
from topics.models import Tag


def tag_form(**fields):
    return {"name": "Hafen", "slug": "", "aliases": "", "description": "", "merged_into": "", **fields}


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_tags_costs_the_same_for_any_number(client, administrator, django_assert_num_queries, rows):
    target = TagFactory()
    TagFactory.create_batch(rows, merged_into=target)
    client.force_login(administrator)

    with django_assert_num_queries(7):  # session, user, 2 permissions, 2 counts, tags with targets and uses
        assert client.get("/admin/topics/tag/").status_code == 200


def test_a_tag_gets_its_address_spelt_out(client, administrator):
    client.force_login(administrator)

    client.post("/admin/topics/tag/add/", tag_form(name="Größe & Höhe"))

    assert Tag.objects.get().slug == "groesse-hoehe"


@pytest.mark.parametrize("case", ["itself", "chain", "root"])
def test_a_merge_that_would_lead_readers_round_is_refused(client, administrator, case):
    port = TagFactory(name="Port", slug="port")
    harbour = TagFactory(name="Harbour", slug="harbour", merged_into=port)
    other = TagFactory(name="Other", slug="other")
    tag, into = {"itself": (other, other), "chain": (other, harbour), "root": (port, other)}[case]
    client.force_login(administrator)

    page = client.post(
        f"/admin/topics/tag/{tag.pk}/change/",
        tag_form(name=tag.name, slug=tag.slug, merged_into=into.pk),
        headers={"accept-language": "en"},
    )

    said = {"itself": "into itself", "chain": "has itself been merged", "root": "Other tags have been merged"}[case]
    assert said in page.content.decode()
    tag.refresh_from_db()
    assert tag.merged_into_id is None


def test_a_merged_tag_is_stored(client, administrator):
    port, harbour = TagFactory(name="Port", slug="port"), TagFactory(name="Harbour", slug="harbour")
    client.force_login(administrator)

    client.post(
        f"/admin/topics/tag/{harbour.pk}/change/", tag_form(name="Harbour", slug="harbour", merged_into=port.pk)
    )

    harbour.refresh_from_db()
    assert harbour.merged_into == port


def test_taggits_own_list_is_not_offered(client, administrator):
    client.force_login(administrator)

    page = client.get("/admin/").content.decode()

    assert ("/admin/topics/tag/" in page, "/admin/taggit/" in page) == (True, False)
