#!/usr/bin/env python
"""Run a command of the newsroom: ``python manage.py help`` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.env import Misconfigured

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except Misconfigured as refusal:
        sys.exit(f"The newsroom does not start: {refusal}")
