"""/<authority>/massnahmen/aendern/ and what it leads to: several measures in one step."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView, TemplateView

from concepts.current import edition_for
from concepts.models import Edition
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.editing.views import FormPageView
from integration_portal.editing.views.things import came_from

from ..actions import bulk, many, undoing
from ..filters import MeasureFilter, ordered
from ..forms import BulkForm
from ..models import BulkChange, Measure
from ..rules import can_work_on_measures

MOST = 500  # measures in one step: it has to end before the person gives up
NAMED = 30  # measures that the form lists by name
_NOT_FILTERS = ("auswahl", "alle", "next", "eingabe")


class BulkChangeView(FormPageView):
    """Chosen measures (`?auswahl=1&auswahl=2`), or all that filters find (`?alle=1&feld=…`).

    The form says what to set; sent, it is a preview; confirmed, it is done.
    """

    form_class = BulkForm
    template_name = "measures/bulk/form.html"
    preview_template = "measures/bulk/preview.html"
    seen_changed = False

    def dispatch(self, request, *args, **kwargs):
        if self.edition is None:
            raise Http404
        if not many.Rights(request.user, self.edition).may_change_some:
            raise PermissionDenied(
                _("In dieser Fassung ändern Sie keine Maßnahmen. Es wurde nichts geändert.")
            )
        if answer := self._unusable():
            return answer
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def edition(self) -> Edition | None:
        return edition_for(self.request.user, self.authority, self.request.GET.get("fassung", ""))

    @cached_property
    def measures(self) -> list[Measure]:
        rows, query = many.read(self.edition), self.request.GET
        if not query.get("alle"):
            rows = rows.filter(pk__in=[number(pk) for pk in query.getlist("auswahl")])
        else:
            found = MeasureFilter(query, queryset=rows, edition=self.edition)
            rows = found.qs if found.form.is_valid() else rows.none()
        return list(ordered(rows, query.get("sort", "nummer"))[: MOST + 1])

    def _unusable(self) -> HttpResponse | None:
        if not self.measures:
            text = _("Es ist keine Maßnahme ausgewählt. Kreuzen Sie zuerst welche an.")
        elif len(self.measures) > MOST:
            text = _(
                "Das sind mehr als %(most)s Maßnahmen. Grenzen Sie die Liste mit Filtern ein; es "
                "wurde nichts geändert."
            ) % {"most": MOST}
        else:
            return None
        messages.warning(self.request, text)
        return redirect(self.get_cancel_url())

    def get_title(self) -> str:
        return ngettext(
            "%(count)s Maßnahme ändern", "%(count)s Maßnahmen ändern", len(self.measures)
        ) % {"count": len(self.measures)}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"edition": self.edition}

    def get_cancel_url(self) -> str:
        query = self.request.GET.copy()
        for name in _NOT_FILTERS:
            query.pop(name, None)
        address = reverse("measures:list", args=[self.authority.slug])
        return came_from(self.request) or (f"{address}?{query.urlencode()}" if query else address)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **{
                "edition": self.edition,
                "measures": self.measures[:NAMED],
                "chosen": len(self.measures),
                "unnamed": max(len(self.measures) - NAMED, 0),
                "save_label": _("Vorschau"),
            }
            | kwargs
        )

    def form_valid(self, form) -> HttpResponse:
        if "zurueck" in self.request.POST:
            return self.draw(form)
        if "ausfuehren" not in self.request.POST:
            return self.preview(form)
        try:
            change = bulk.carry_out(
                edition=self.edition,
                measures=self.measures,
                wish=form.wish,
                by=self.request.user,
                seen=self.request.POST["ausfuehren"],
                amending=form.amending,
            )
        except bulk.Changed:
            self.seen_changed = True
            self.__dict__.pop("measures", None)
            return self.preview(form)
        return self.done(change)

    def preview(self, form) -> HttpResponse:
        proposals = many.propose(self.edition, self.measures, form.wish, self.request.user)
        changing = [proposal for proposal in proposals if proposal.changes]
        self.template_name = self.preview_template
        return self.draw(
            form,
            title=_("Vorschau: %(what)s") % {"what": form.wish.labels},
            proposals=proposals,
            changing=len(changing),
            hindered=sum(bool(proposal.hindrances) for proposal in proposals),
            untouched=sum(not (p.changes or p.hindrances) for p in proposals),
            amending=form.amending if any(p.changes_plan for p in changing) else None,
            seen=bulk.fingerprint(proposals),
            seen_changed=self.seen_changed,
            has_errors=False,
        )

    def done(self, change: BulkChange) -> HttpResponse:
        self.drop_kept()
        count = change.rows.count()
        text = ngettext(
            "%(count)s Maßnahme ist geändert.", "%(count)s Maßnahmen sind geändert.", count
        ) % {"count": count}
        link = format_html('<a href="{}">{}</a>', change.get_absolute_url(), _("Rückgängig"))
        messages.success(self.request, format_html("{} {}", text, link))
        return redirect(self.get_cancel_url())


class BulkChanges(AuthorityMixin, ListView):
    """What was changed together, the newest first: the way to take it back later."""

    template_name = "measures/bulk/list.html"
    context_object_name = "changes"
    paginate_by = 25
    rules = (can_work_on_measures,)
    extra_context = {"title": _("Gemeinsame Änderungen")}

    def get_queryset(self):
        return (
            BulkChange.objects.visible_to(self.request.user)
            .filter(edition__authority=self.authority)
            .select_related("by", "undone_by", "edition__authority", "edition__concept")
            .with_count()
        )


class BulkUndo(AuthorityMixin, TemplateView):
    """What goes back, what stays because somebody changed it since; then it is done."""

    template_name = "measures/bulk/undo.html"

    @cached_property
    def change(self) -> BulkChange:
        visible = BulkChange.objects.visible_to(self.request.user).filter(
            edition__authority=self.authority
        )
        return get_object_or_404(
            visible.select_related("by", "undone_by", "edition__authority", "edition__concept"),
            pk=self.kwargs["pk"],
        )

    def get_context_data(self, **kwargs) -> dict:
        found = [] if self.change.undone_at else undoing.returns(self.change, self.request.user)
        return super().get_context_data(
            **{
                "title": _("Rückgängig machen: %(what)s") % {"what": self.change.label},
                "change": self.change,
                "found": found,
                "going": sum(bool(back.changes or back.report) for back in found),
                "seen": bulk.fingerprint(found),
                "crumbs": [(_("Maßnahmen"), reverse("measures:list", args=[self.authority.slug]))],
            }
            | kwargs
        )

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.change.undone_at:
            messages.info(request, _("Diese Änderung ist schon rückgängig gemacht."))
            return redirect(self.change.get_absolute_url())
        try:
            found = undoing.undo(
                change=self.change, by=request.user, seen=request.POST.get("gesehen", "")
            )
        except bulk.Changed:
            return self.render_to_response(self.get_context_data(changed=True), status=409)
        count = sum(bool(back.changes or back.report) for back in found)
        text = ngettext(
            "%(count)s Maßnahme ist wieder wie vorher.",
            "%(count)s Maßnahmen sind wieder wie vorher.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(reverse("measures:list", args=[self.authority.slug]))
