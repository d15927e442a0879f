"""What the admin classes of the address book share: history, search, CSV files, "used in"."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.admin.base import AuthorityAdminMixin
from integration_portal.core.addresses import is_id
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from integration_portal.history.models import Revision, RevisionAction
from integration_portal.history.registry import follow, is_tracked, tracked

from ..actions.deleting import delete
from ..exports import csv_response
from ..usage import uses

_SHOWN = 20  # uses named in full; the rest is a number


class StillThereFilter(admin.SimpleListFilter):
    """What has ended is seldom looked for."""

    title = _("Bestehen")
    parameter_name = "bestehen"

    def lookups(self, request, model_admin):
        return (("heute", _("besteht")), ("frueher", _("besteht nicht mehr")))

    def queryset(self, request, queryset):
        there = queryset.active()
        match self.value():
            case "heute":
                return there
            case "frueher":
                return queryset.exclude(pk__in=there.values("pk"))
        return queryset


class StakeholderForm(forms.ModelForm):
    """Checks names for being unique although the authority is not among its fields."""

    def _get_validation_exclusions(self):
        left_out = super()._get_validation_exclusions()
        return left_out - {"authority"} if self._authority_is_known() else left_out

    def _authority_is_known(self) -> bool:
        return getattr(self.instance, "authority_id", None) is not None


class StakeholderAdmin(AuthorityAdminMixin, admin.ModelAdmin):
    form = StakeholderForm
    list_per_page = 50
    show_full_result_count = False
    actions = ("export_csv",)
    change_form_template = "admin/stakeholders/change_form.html"
    # Columns of the CSV file: names of fields, or of methods of the admin class.
    csv_columns: tuple[str, ...] = ()

    # Search: folded words, as in the portal, wherever they are kept

    def get_search_results(self, request, queryset, search_term):
        if hasattr(queryset, "matching"):
            return queryset.matching(search_term), False
        if any(name.endswith("search_text") for name in self.search_fields):
            search_term = fold(search_term)
        return super().get_search_results(request, queryset, search_term)

    # Forms: the authority asks only where there is a choice

    def get_exclude(self, request, obj=None):
        excluded = tuple(super().get_exclude(request, obj) or ())
        if self.authority_path == "authority" and self._keeps_one(request):
            return (*excluded, "authority")
        return excluded

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        if self._keeps_one(request):
            return tuple(name for name in names if name != "authority")
        return names

    def get_fieldsets(self, request, obj=None):
        """Without what this person is not asked."""
        left_out = set(self.get_exclude(request, obj))
        return [
            (title, options | {"fields": [n for n in options["fields"] if n not in left_out]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None or self.authority_path != "authority" or not self._keeps_one(request):
            return form
        only = self.authorities(request).get()

        class FormOfOne(form):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.instance.authority = only

        return FormOfOne

    # History: the portal's own, so that it can also forget

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if is_tracked(formset.model):
                for row in (*formset.new_objects, *(row for row, _ in formset.changed_objects)):
                    record(row, by=request.user)
        record(form.instance, by=request.user)

    def save_formset(self, request, form, formset, change):
        formset.is_valid()
        if is_tracked(formset.model):
            for row in formset.deleted_forms:
                if row.instance.pk:
                    record(row.instance, by=request.user, action=RevisionAction.DELETED)
        super().save_formset(request, form, formset, change)

    def delete_model(self, request, obj):
        delete(obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for thing in queryset:
            delete(thing, by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:  # used by somebody since the question was asked
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(self._address("change", object_id))

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # a day of thirty figures; Django foresees smaller nonsense
            raise IncorrectLookupParameters from error

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except ValidationError as error:  # one of the chosen ones is used since; all of them stay
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(self._address("changelist"))

    def log_addition(self, request, obj, message):
        """Nothing: Django's log would keep names that the history has to forget."""

    def log_change(self, request, obj, message):
        """Nothing, see log_addition."""

    def log_deletions(self, request, queryset):
        """Nothing, see log_addition."""

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        revisions = Revision.objects.of(thing).select_related("previous", "by")[:200]
        context = self._context(request, _("Verlauf: %(thing)s") % {"thing": thing})
        context |= {"original": thing, "revisions": revisions}
        return TemplateResponse(request, "admin/stakeholders/history.html", context)

    # Lists as files

    @admin.action(description=_("Ausgewählte als CSV-Datei herunterladen"))
    def export_csv(self, request, queryset):
        head = [self._heading(name) for name in self.csv_columns]
        rows = ([self._cell(thing, name) for name in self.csv_columns] for thing in queryset)
        return csv_response(self.opts.model_name, head, rows)

    def _heading(self, name: str) -> str:
        if hasattr(type(self), name):
            return str(getattr(type(self), name).short_description)
        return str(self.opts.get_field(name).verbose_name)

    def _cell(self, thing, name: str):
        if hasattr(type(self), name):
            return getattr(self, name)(thing)
        if self.opts.get_field(name).flatchoices:
            return getattr(thing, f"get_{name}_display")()
        return getattr(thing, name)

    # Where something is used

    @admin.display(description=_("verwendet in"))
    def used_in(self, thing):
        if thing is None or thing.pk is None:
            return "–"
        groups = [(use.label, self._links(use)) for use in uses(thing, reader=thing.reader)]
        if not groups:
            return _("noch nirgends")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", groups))

    def _links(self, use):
        shown = format_html_join(", ", "{}", ((_link(thing),) for thing in use.things[:_SHOWN]))
        more = len(use.things) - _SHOWN
        return (
            format_html("{} {}", shown, _("und %(n)s weitere") % {"n": more}) if more > 0 else shown
        )

    def get_object(self, request, object_id, from_field=None):
        """A read-only column is not told who reads; the thing carries it.

        Writers of one thing queue: a name that was taken away meanwhile is not written back.
        """
        thing = super().get_object(request, object_id, from_field)
        writes = request.method == "POST" and transaction.get_connection().in_atomic_block
        if thing is not None and writes:
            self.model._base_manager.select_for_update().filter(pk=thing.pk).first()
            thing = super().get_object(request, object_id, from_field)
        if thing is not None:
            thing.reader = request.user
        return thing

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The operator has no role in the portal: no link to a page that would not be found."""
        page = super().render_change_form(request, context, add, change, form_url, obj)
        if obj is not None and not request.user.access.has(follow(obj, tracked(obj).authority)):
            page.context_data["has_absolute_url"] = False
        return page

    # Own pages

    def _context(self, request, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "changelist_url": self._address("changelist"),
        }

    def _address(self, name: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def chosen(self, request) -> list:
        """The rows of `?ids=1,2,3` that this person keeps, in the list's order."""
        asked = request.GET.get("ids", "").split(",")[:50]
        ids = [pk for pk in asked if is_id(pk)]
        return list(self.get_queryset(request).filter(pk__in=ids))


def _link(thing):
    if not hasattr(thing, "get_absolute_url"):
        return str(thing)
    return format_html('<a href="{}">{}</a>', thing.get_absolute_url(), thing)
