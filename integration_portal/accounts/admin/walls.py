"""Which authority a row belongs to, and forms that let nothing point into another one."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import LocalAuthority

if TYPE_CHECKING:
    from .base import AuthorityScope

FOREIGN = _("Das gehört zu einer anderen Kommune. Bitte wählen Sie etwas aus der eigenen.")


def narrowed(queryset: QuerySet, path: str, authorities: QuerySet) -> QuerySet:
    """Rows whose authority is one of these; no row twice, whatever the path joins."""
    if "__" not in path:
        return queryset.filter(**{f"{path}__in": authorities})
    rows = queryset.model._default_manager.filter(**{f"{path}__in": authorities})
    return queryset.filter(pk__in=rows.values("pk"))


def inside(obj: Model, path: str, authorities: QuerySet) -> bool:
    return narrowed(type(obj)._default_manager.filter(pk=obj.pk), path, authorities).exists()


def path_to_authority(site: admin.AdminSite, model: type[Model]) -> str | None:
    """How a model finds its authority: as its admin class says, or by its field of that name."""
    if model is LocalAuthority:
        return "pk"
    if site.is_registered(model):
        path = getattr(site.get_model_admin(model), "authority_path", None)
        if path:
            return path
    names = {field.name for field in model._meta.get_fields()}
    return "authority" if "authority" in names else None


class OneAuthorityForm:
    """Refuses a row that would point into another authority."""

    model_admin: "AuthorityScope"

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        authority = _walk(self.instance, self.model_admin.authority_path, cleaned)
        _check(self, cleaned, authority, self.model_admin)
        return cleaned


class OneAuthorityFormSet:
    """The same for the rows of an inline."""

    model_admin: "AuthorityScope"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Löschen")

    def clean(self):
        super().clean()
        site = self.model_admin.admin_site
        path = path_to_authority(site, type(self.instance))
        authority = _walk(self.instance, path, {}) if path else None
        for form in self.forms:
            if hasattr(form, "cleaned_data"):
                _check(form, form.cleaned_data, authority, self.model_admin)


def _walk(obj: Model, path: str, cleaned: dict) -> LocalAuthority | None:
    """Follow the path from a row, preferring what its form has just been given."""
    first, *rest = path.split("__")
    if first == "pk":
        return None
    try:
        found = cleaned.get(first) or getattr(obj, first, None)
        for name in rest:
            found = getattr(found, name, None)
    except ObjectDoesNotExist:
        return None
    return found if isinstance(found, LocalAuthority) else None


def _check(form, cleaned: dict, authority: LocalAuthority | None, scope: "AuthorityScope") -> None:
    if authority is None:
        return
    own = LocalAuthority.objects.filter(pk=authority.pk)
    for name, value in list(cleaned.items()):
        if name in scope.crossing_fields:
            continue
        values = value if isinstance(value, QuerySet) else [value]
        for row in values:
            if not isinstance(row, Model) or isinstance(row, (LocalAuthority, scope.open_models)):
                continue
            path = path_to_authority(scope.admin_site, type(row))
            if path and not inside(row, path, own):
                form.add_error(name, FOREIGN)
                break
