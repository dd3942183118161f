from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kit import freshness


class FrontsConfig(AppConfig):
    name = "fronts"
    verbose_name = _("Fronts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fronts.body.planned import pins_ahead  # noqa: PLC0415 it knows models, which are not loaded above
        from fronts.querysets import planned_changes  # noqa: PLC0415 the same

        freshness.planned(planned_changes, pins_ahead)
