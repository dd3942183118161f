from articles.models import Section
from kit.forms import AddressForm


class SectionForm(AddressForm):
    address_fallback = "section"

    class Meta:
        model = Section
        fields = ["name", "slug", "position", "description", "needs_editing", "needs_proofreading"]
