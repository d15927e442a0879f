"""Controls of the admin that take whatever a browser may send."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


class _NumbersOnly:
    """Drawn again with something else than an id, Django's asks the database for it and fails."""

    def optgroups(self, name, value, attr=None):
        ids = [v for v in value if str(v).isascii() and str(v).isdecimal() and len(str(v)) < 19]
        return super().optgroups(name, ids, attr)


class CarefulAutocomplete(_NumbersOnly, AutocompleteSelect):
    pass


class CarefulAutocompleteMultiple(_NumbersOnly, AutocompleteSelectMultiple):
    pass
