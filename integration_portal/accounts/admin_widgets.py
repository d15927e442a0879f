"""Controls of the admin that take whatever a browser may send."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from integration_portal.core.addresses import is_id


class _NumbersOnly:
    """Drawn again with something else than an id, Django's asks the database for it and fails."""

    def optgroups(self, name, value, attr=None):
        ids = [key for key in value if is_id(str(key))]
        return super().optgroups(name, ids, attr)


class CarefulAutocomplete(_NumbersOnly, AutocompleteSelect):
    pass


class CarefulAutocompleteMultiple(_NumbersOnly, AutocompleteSelectMultiple):
    pass
