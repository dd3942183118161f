"""Where an application server finds the newsroom: ``newsroom.wsgi:application``."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from newsroom.env import Misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
try:
    application = get_wsgi_application()
except Misconfigured as refusal:
    sys.exit(f"The newsroom does not start: {refusal}")
