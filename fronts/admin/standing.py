from django.contrib import admin

from fronts.models import StandingPage


@admin.register(StandingPage)
class StandingPageAdmin(admin.ModelAdmin):
    fields = ["kind", "text"]
    list_display = ["kind", "changed_at"]

    def get_readonly_fields(self, request, obj=None):
        return ["kind"] if obj else []
