"""The environment, read and refused: one sentence that names the variable, what is wrong and an example."""

import stat
from pathlib import Path

import pytest

from newsroom import env, media_store


@pytest.fixture
def given(monkeypatch):
    """Set variables, and nothing else of ours is set."""
    for name in env.NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)

    def given(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return given


@pytest.mark.parametrize(
    ("value", "meaning"),
    [("1", True), ("true", True), ("YES", True), ("on", True), ("0", False), ("False", False), ("no", False)],
)
def test_a_flag_is_yes_or_no(given, value, meaning):
    given(DEBUG=value)
    assert env.flag("DEBUG", default=not meaning) is meaning


def test_empty_counts_as_unset(given, tmp_path):
    given(DEBUG="", SITE_LANGUAGE=" ", DATABASE_URL="", CACHE_URL="", ALLOWED_HOSTS=" , ")
    assert env.flag("DEBUG") is False
    assert env.choice("SITE_LANGUAGE", ("de", "en"), "de") == "de"
    assert env.database("DATABASE_URL", tmp_path / "db.sqlite3")["NAME"] == str(tmp_path / "db.sqlite3")
    assert env.cache("CACHE_URL") == {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    assert env.hosts("ALLOWED_HOSTS", ["localhost"]) == ["localhost"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("file:///srv/letters", {"EMAIL_FILE_PATH": "/srv/letters"}),
        ("smtp://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
        ("smtps://me:p%40ss@mail", {"EMAIL_PORT": 465, "EMAIL_HOST_PASSWORD": "p@ss", "EMAIL_USE_SSL": True}),
        ("smtp+tls://me@mail:2525", {"EMAIL_PORT": 2525, "EMAIL_HOST_USER": "me", "EMAIL_USE_TLS": True}),
    ],
)
def test_letters_go_to_a_server_a_folder_or_the_log(given, url, told):
    given(EMAIL_URL=url)
    assert told.items() <= env.mail("EMAIL_URL").items()


def test_files_go_into_a_folder_or_a_store(given):
    given()
    assert media_store.named("STORAGE_URL") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    given(STORAGE_URL="s3://key:a%2Fb@s3.example.org:9000/pictures?region=eu-central-1")
    told = media_store.named("STORAGE_URL")
    assert told["OPTIONS"].items() >= {
        "endpoint_url": "https://s3.example.org:9000", "bucket_name": "pictures", "access_key": "key",
        "secret_key": "a/b", "region_name": "eu-central-1",
    }.items()  # fmt: skip


@pytest.mark.parametrize(
    "url", ["s3://host/pictures", "s3://key:secret@host", "http://key:secret@host/b", "s3://k:s@h/a/b"]
)
def test_a_store_that_cannot_be_meant_stops_the_start_and_its_secret_stays_one(given, url):
    given(STORAGE_URL=url)
    with pytest.raises(env.Misconfigured, match=r"STORAGE_URL is .*s3://key:secret@s3\.example\.org/pictures") as told:
        media_store.named("STORAGE_URL")
    assert "key:secret@host" not in str(told.value)


def test_a_program_is_named_by_its_full_path_and_can_be_started(given, tmp_path):
    given()
    assert media_store.program("SPEECH_COMMAND") == ""
    plain = tmp_path / "captions"
    plain.write_text("#!/bin/sh\n")
    for value in ("captions", str(tmp_path), str(tmp_path / "gone"), str(plain), f"{plain} --model de"):
        given(SPEECH_COMMAND=value)
        with pytest.raises(env.Misconfigured, match=r"SPEECH_COMMAND is .*SPEECH_COMMAND=/opt/speech/captions"):
            media_store.program("SPEECH_COMMAND")
    plain.chmod(0o755)
    given(SPEECH_COMMAND=str(plain))
    assert media_store.program("SPEECH_COMMAND") == str(plain)


def test_words_stand_between_commas(given):
    given(ALLOWED_HOSTS="example.org, .example.org, [::1],")
    assert env.words("ALLOWED_HOSTS", []) == ["example.org", ".example.org", "[::1]"]
    assert env.hosts("ALLOWED_HOSTS", []) == ["example.org", ".example.org", "[::1]"]


REFUSED = [
    (lambda: env.flag("DEBUG"), "DEBUG", "maybe"),
    (lambda: env.number("PORT", 8000, least=1, most=65535), "PORT", "eighty"),
    (lambda: env.number("PORT", 8000, least=1, most=65535), "PORT", "70000"),
    (lambda: env.number("PORT", 8000, least=1, most=65535), "PORT", "-1"),
    (lambda: env.number("PORT", 8000, least=1, most=65535), "PORT", "²"),
    (lambda: env.choice("SITE_LANGUAGE", ("de", "en"), "de"), "SITE_LANGUAGE", "fr"),
    (lambda: env.hosts("ALLOWED_HOSTS", []), "ALLOWED_HOSTS", "https://example.org"),
    (lambda: env.hosts("ALLOWED_HOSTS", []), "ALLOWED_HOSTS", "example.org:8000"),
    (lambda: env.hosts("ALLOWED_HOSTS", []), "ALLOWED_HOSTS", "example.org www.example.org"),
    (lambda: env.folder("MEDIA_ROOT", Path("/")), "MEDIA_ROOT", "media"),
    (lambda: env.cache("CACHE_URL"), "CACHE_URL", "memcached://127.0.0.1"),
    (lambda: env.cache("CACHE_URL"), "CACHE_URL", "redis://[::1"),
    (lambda: env.cache("CACHE_URL"), "CACHE_URL", "redis://cache:sixthousand"),
    (lambda: env.mail("EMAIL_URL"), "EMAIL_URL", "mail.example.org"),
    (lambda: env.mail("EMAIL_URL"), "EMAIL_URL", "smtp://[::1"),
    (lambda: env.mail("EMAIL_URL"), "EMAIL_URL", "file://letters"),
    (lambda: env.mail("EMAIL_URL"), "EMAIL_URL", "smtps://mail:port"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "mysql://root@127.0.0.1/newsroom"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "newsroom"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "postgres://127.0.0.1"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "postgres://me:p@ss#@db/newsroom"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "postgres://db:notaport/newsroom"),
    (lambda: env.database("DATABASE_URL", Path("/")), "DATABASE_URL", "sqlite:////proc/nowhere/db.sqlite3"),
    *(
        (lambda: env.origin("SITE_URL", "http://localhost"), "SITE_URL", value)
        for value in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://example.org/news",
            "https://me:pw@example.org",
            "https://example.org?x=1",
            "https://exam ple.org",
            "https://example.org:port",
            "https://[::1",
        ]
    ),
]


@pytest.mark.parametrize(("read", "name", "value"), REFUSED)
def test_what_nobody_can_mean_is_refused_in_one_sentence(given, read, name, value):
    given(**{name: value})

    with pytest.raises(env.Misconfigured) as refusal:
        read()

    message = str(refusal.value)
    assert message.startswith(name)
    assert f"Example: {name}=" in message
    assert "\n" not in message


@pytest.mark.parametrize("url", ["mysql://me:hush@db/x", "redis:hush@cache"])
def test_a_refusal_never_shows_a_password(given, url):
    given(DATABASE_URL=url, CACHE_URL="memcached://me:hush@cache")
    for read in (lambda: env.database("DATABASE_URL", Path("/")), lambda: env.cache("CACHE_URL")):
        with pytest.raises(env.Misconfigured) as refusal:
            read()
        assert "hush" not in str(refusal.value)


def test_a_near_miss_of_a_name_is_refused(given, monkeypatch):
    env.refuse_misspelled()
    given(DATABSE_URL="postgres://db/newsroom")
    with pytest.raises(env.Misconfigured, match="DATABSE_URL is set, .* DATABASE_URL was meant"):
        env.refuse_misspelled()


def test_other_peoples_variables_are_left_alone(given):
    given(HOME_URL="x", SECRET_KEY_FILE="/run/secrets/key", TIMEZONE="UTC", SITE_ID="1", TEST_DATABASE_URL="x")
    env.refuse_misspelled()


def test_sqlite_opens_so_that_no_save_is_lost(given, tmp_path):
    given(DATABASE_URL=f"sqlite:///{tmp_path}/new/db.sqlite3")

    config = env.database("DATABASE_URL", Path("/"))

    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert (tmp_path / "new").is_dir()


def test_postgres_connections_are_kept_and_looked_after(given):
    given(DATABASE_URL="postgres://desk:p%40ss@db:5433/newsroom?sslmode=require")

    config = env.database("DATABASE_URL", Path("/"))

    assert {key: config[key] for key in ("ENGINE", "HOST", "PORT", "NAME", "USER", "PASSWORD")} == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db",
        "PORT": 5433,
        "NAME": "newsroom",
        "USER": "desk",
        "PASSWORD": "p@ss",
    }
    assert config["CONN_MAX_AGE"] is None
    assert config["CONN_HEALTH_CHECKS"] is True
    assert config["OPTIONS"] == {"sslmode": "require"}


def test_the_file_of_sqlite_is_kept_open(given, tmp_path):
    given()
    assert env.database("DATABASE_URL", tmp_path / "db.sqlite3")["CONN_MAX_AGE"] is None


def test_a_secret_is_made_once_and_only_for_us(given, tmp_path):
    given()
    kept = tmp_path / "var" / "secret_key"

    first = env.secret("SECRET_KEY", keep_in=kept)

    assert len(first) >= 50
    assert env.secret("SECRET_KEY", keep_in=kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [*kept.parent.iterdir()] == [kept]


def test_a_secret_may_come_from_a_file(given, tmp_path):
    (tmp_path / "key").write_text("from-the-vault\n")
    given(SECRET_KEY_FILE=str(tmp_path / "key"))
    assert env.secret("SECRET_KEY", keep_in=tmp_path / "unused") == "from-the-vault"
    assert not (tmp_path / "unused").exists()


@pytest.mark.parametrize(
    ("content", "words"), [(None, "cannot be read"), (b"\xff\xfe", "not text"), (b"\n", "is empty")]
)
def test_an_unusable_secret_file_is_refused(given, tmp_path, content, words):
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    given(SECRET_KEY_FILE=str(path))
    with pytest.raises(env.Misconfigured, match=words):
        env.secret("SECRET_KEY", keep_in=tmp_path / "unused")


def test_two_secrets_at_once_are_refused(given, tmp_path):
    given(SECRET_KEY="one", SECRET_KEY_FILE=str(tmp_path / "key"))
    with pytest.raises(env.Misconfigured, match="both set"):
        env.secret("SECRET_KEY", keep_in=tmp_path / "unused")


@pytest.mark.parametrize(
    ("host", "local"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("blatt.localhost", True), ("127.1.2.3", True)]
    + [("example.org", False), ("localhost.example.org", False), ("10.0.0.1", False), ("0.0.0.0", False)],
)
def test_only_this_machine_is_loopback(host, local):
    assert env.is_loopback(host) is local
