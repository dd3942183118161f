from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """For what the newsroom writes by itself: to be read and searched, by nobody to be changed."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
