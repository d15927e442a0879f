"""What every admin class of the portal has in common: nobody sees another authority's rows.

Rights come from roles, not from Django's model permissions; a foreign id is like a missing one.
"""

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.forms import FileField

from integration_portal.core import days
from integration_portal.core.text import LONGEST_SEARCH, MOST_WORDS

from ..admin_widgets import CarefulAutocomplete, CarefulAutocompleteMultiple
from ..enums import RoleKind
from ..models import LocalAuthority
from .walls import OneAuthorityForm, OneAuthorityFormSet, inside, narrowed, path_to_authority

SECRETS = frozenset({"password", "token_hash"})


class AuthorityScope:
    """Shared by admin classes and inlines: whose rows, and what may be chosen in their forms."""

    # Lookup from the model to its LocalAuthority, e.g. "organisation__authority".
    authority_path = "authority"
    # Who keeps these rows; the operator always does.
    role_kinds: tuple[str, ...] = (RoleKind.ADMINISTRATOR, RoleKind.OFFICER)
    # Fields that may point into another authority (to a member's body, say), and related models
    # that belong to no authority at all.
    crossing_fields: tuple[str, ...] = ()
    open_models: tuple[type[Model], ...] = ()

    def authorities(self, request) -> QuerySet[LocalAuthority]:
        return LocalAuthority.objects.administered_by(request.user, *self.role_kinds)

    def keeps_any(self, request) -> bool:
        user = request.user
        return user.is_superuser or bool(user.access.ids(*self.role_kinds))

    def keeps(self, request, obj: Model | None) -> bool:
        """Whether the person keeps this row; without one, whether there may be any."""
        if obj is None or request.user.is_superuser:
            return self.keeps_any(request)
        # Django asks for every inline and button of a page anew.
        answers = request.__dict__.setdefault("_kept_rows", {})
        row = (type(obj), obj.pk, self.authority_path, self.role_kinds)
        if row not in answers:
            answers[row] = inside(obj, self.authority_path, self.authorities(request))
        return answers[row]

    def narrow_choices(self, request, queryset: QuerySet) -> QuerySet:
        """Of the rows that a field points to, those of the authorities the person keeps."""
        if request.user.is_superuser or issubclass(queryset.model, self.open_models):
            return queryset
        path = path_to_authority(self.admin_site, queryset.model)
        if path is None:
            raise ImproperlyConfigured(
                f"{queryset.model.__name__} has no way to its authority: register it with an "
                f"AuthorityAdminMixin or name it in open_models of {type(self).__name__}."
            )
        return narrowed(queryset, path, self.authorities(request))

    def get_field_queryset(self, db, db_field, request):
        """Django's hook for the choices of foreign keys and many-to-many fields."""
        queryset = super().get_field_queryset(db, db_field, request)
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.all()
        return self.narrow_choices(request, queryset)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulAutocompleteMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulAutocomplete(db_field, self.admin_site))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == self.authority_path and field.required:
            choices = list(field.queryset[:2])
            if len(choices) == 1:  # nothing to choose: nothing to forget
                field.initial, field.empty_label = choices[0], None
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Days are such as calendars know. Controls that Django's admin leaves without a label of
        their own get its words.
        """
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        days.bound(field)
        in_a_table = isinstance(self, admin.TabularInline)
        if field and field.label and (in_a_table or isinstance(field, FileField)):
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)
        return field

    def get_view_on_site_url(self, obj=None):
        """Straight to the page; Django's detour would tell strangers which ids exist."""
        if obj is None or not self.view_on_site or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A filter beside the list that names no rows of other authorities."""

    def field_choices(self, field, request, model_admin):
        queryset = field.related_model._default_manager.all()
        if ordering := self.field_admin_ordering(field, request, model_admin):
            queryset = queryset.order_by(*ordering)
        return [(row.pk, str(row)) for row in model_admin.narrow_choices(request, queryset)]


class AuthorityAdminMixin(AuthorityScope):
    """Put it before ModelAdmin and name `authority_path`; the rest follows from the roles."""

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if request.user.is_superuser:
            return queryset
        return narrowed(queryset, self.authority_path, self.authorities(request))

    def lookup_allowed(self, lookup, value, request):
        """Nobody finds out a secret sign by sign by filtering the list in the address."""
        return lookup.partition("__")[0] not in SECRETS and super().lookup_allowed(
            lookup, value, request
        )

    def get_search_results(self, request, queryset, search_term):
        """No more words than the portal's own search takes."""
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def has_module_permission(self, request):
        return self.keeps_any(request)

    def has_view_permission(self, request, obj=None):
        return self.keeps(request, obj)

    def has_add_permission(self, request):
        return self.keeps_any(request)

    def has_change_permission(self, request, obj=None):
        return self.keeps(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.keeps(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """A row never moves to another authority."""
        fields = tuple(super().get_readonly_fields(request, obj))
        if obj is None or self.authority_path != "authority" or "authority" in fields:
            return fields
        return (*fields, "authority")

    def get_list_display(self, request):
        """The authority's column says nothing to who keeps a single one."""
        columns = super().get_list_display(request)
        if self._keeps_one(request):
            return tuple(name for name in columns if name != "authority")
        return columns

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        if self._keeps_one(request):
            filters = [name for name in filters if name != "authority"]
        return [self._scoped_filter(item) for item in filters]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (OneAuthorityForm, form), {"model_admin": self})

    def _keeps_one(self, request) -> bool:
        user = request.user
        return not user.is_superuser and len(user.access.ids(*self.role_kinds)) == 1

    def _scoped_filter(self, item):
        if isinstance(item, str):
            field = get_fields_from_path(self.model, item)[-1]
            return (item, ScopedRelatedFilter) if field.is_relation else item
        if isinstance(item, tuple) and item[1] is admin.RelatedFieldListFilter:
            return (item[0], ScopedRelatedFilter)
        return item


class AuthorityInlineMixin(AuthorityScope):
    """Put it before an inline class: who may change the parent may change its rows."""

    def has_view_permission(self, request, obj=None):
        return self._parent_admin.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self._parent_admin.has_add_permission(request)
        return self._parent_admin.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        """Rows of the parent, who has been scoped already; no permission of its own to ask."""
        queryset = self.model._default_manager.get_queryset()
        ordering = self.get_ordering(request)
        return queryset.order_by(*ordering) if ordering else queryset

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (OneAuthorityFormSet, formset), {"model_admin": self})

    @property
    def _parent_admin(self):
        return self.admin_site.get_model_admin(self.parent_model)


class SeenInline(AuthorityInlineMixin, admin.TabularInline):
    """Rows that are changed elsewhere: here they are listed."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OperatorAdds:
    """Adding and deleting is the operator's; the rest follows from the roles."""

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser
