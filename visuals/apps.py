from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kit import freshness


class VisualsConfig(AppConfig):
    name = "visuals"
    verbose_name = _("Visuals")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from visuals.querysets import planned_changes  # noqa: PLC0415 it knows models, which are not loaded above

        freshness.planned(planned_changes)
