from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisualsConfig(AppConfig):
    name = "visuals"
    verbose_name = _("Visuals")
    default_auto_field = "django.db.models.BigAutoField"
