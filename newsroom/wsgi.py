"""Where an application server finds the newsroom: ``newsroom.wsgi:application``."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom.env import Misconfigured
from newsroom.watching.front_door import watched

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    django = get_wsgi_application()
except Misconfigured as refusal:
    sys.exit(f"The newsroom does not start: {refusal}")

from newsroom.pages import in_front_of  # it knows models, which are not loaded above

# A ready page takes 0.04 ms; behind a thread that draws one it would wait for Python's usual 5.
sys.setswitchinterval(0.0001)
application = watched(in_front_of(django))
if (
    settings.METRICS_PORT and "PROMETHEUS_MULTIPROC_DIR" in os.environ
):  # where ``serve`` gathers what its children count
    from newsroom.watching.counting import counted

    application = counted(application)
