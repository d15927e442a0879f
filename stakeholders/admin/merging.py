"""Merging duplicates in the admin: choose who stays, see what moves, confirm."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..actions.merging import merge, plan


class MergingMixin:
    """Adds the action and its page to an admin class of the address book."""

    @admin.action(description=_("Ausgewählte zusammenführen …"), permissions=("change",))
    def merge_selected(self, request, queryset):
        ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True)[:50])
        if "," not in ids:
            self.message_user(
                request,
                _("Wählen Sie mindestens zwei Einträge aus, die dasselbe meinen."),
                messages.WARNING,
            )
            return None
        return redirect(f"{self._address('merge')}?ids={ids}")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("zusammenfuehren/", view, name=name), *super().get_urls()]

    def merge_view(self, request):
        things = self.chosen(request)
        if len(things) < 2:
            self.message_user(
                request,
                _("Mindestens zwei der Einträge gibt es nicht mehr. Bitte wählen Sie neu aus."),
                messages.WARNING,
            )
            return redirect(self._address("changelist"))
        if not all(self.has_change_permission(request, thing) for thing in things):
            raise PermissionDenied
        asked = request.POST.get("bleibt") or request.GET.get("bleibt")
        survivor = next((thing for thing in things if str(thing.pk) == asked), things[0])
        others = [thing for thing in things if thing != survivor]
        if request.method == "POST" and "preview" not in request.POST:
            if request.POST.get("gezeigt") == str(survivor.pk):
                return self._merge(request, survivor, others)
            self.message_user(
                request,
                _("Das ist die Vorschau mit Ihrer neuen Wahl. Zusammengeführt ist noch nichts."),
                messages.WARNING,
            )
        context = self._context(request, _("Zusammenführen"))
        context |= {"things": things, "survivor": survivor, "plan": plan(survivor, others)}
        return TemplateResponse(request, "admin/stakeholders/merge.html", context)

    def _merge(self, request, survivor, others):
        try:
            survivor = merge(survivor=survivor, others=others, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(request.get_full_path())
        self.message_user(
            request,
            _("%(count)s Einträge sind jetzt einer: „%(thing)s“.")
            % {"count": len(others) + 1, "thing": survivor},
            messages.SUCCESS,
        )
        return redirect(self._address("change", survivor.pk))
