from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from newsroom import audit, pages  # noqa: PLC0415 they know models, which are not loaded above

        audit.listen()
        pages.open_ears()


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.DeskSite"
