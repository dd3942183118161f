"""The newsroom's settings as tests need them: nothing from this machine, nothing left behind."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from newsroom import env

SCRATCH = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

# Whoever runs the tests may have a newsroom of their own in the environment; tests must not touch it.
for _name in env.NAMES:
    os.environ.pop(_name, None)
    os.environ.pop(f"{_name}_FILE", None)
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 4
os.environ["SECURITY_CONTACT"] = "holes@fleet.example"
os.environ["LOG_FORMAT"] = "words"  # whoever reads of a failure is no machine
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{SCRATCH}/never-opened.sqlite3"

from newsroom.settings import *  # noqa: E402, F403 the environment had to be cleaned first
from newsroom.settings import DATABASES, STORAGES  # noqa: E402 the same

# A file and not memory: in memory all threads of the live server share one connection and its transaction.
_embedded = "sqlite3" in DATABASES["default"]["ENGINE"]
DATABASES["default"]["TEST"] = {"NAME": SCRATCH / "test.sqlite3" if _embedded else f"test_newsroom_{os.getpid()}"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = SCRATCH / "media"
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "media"]}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A hundred tests log in by a name and a password; those of the log-in itself ask for more.
SECOND_FACTOR = False
ASK_AGAIN_AFTER = 0
PAGE_STORE = ""  # the tests of the store bring one of their own
