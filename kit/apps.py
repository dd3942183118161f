from django.apps import AppConfig


class KitConfig(AppConfig):
    """Only so that its template filters are found; ``kit`` has no tables."""

    name = "kit"
