from people.admin.log import AuditEventAdmin
from people.admin.readonly import ReadOnlyAdmin
from people.admin.register import OrganisationAdmin, PersonAdmin
from people.admin.users import DeskUserAdmin

__all__ = ["AuditEventAdmin", "DeskUserAdmin", "OrganisationAdmin", "PersonAdmin", "ReadOnlyAdmin"]
