"""/<authority>/dokumente/neu/ and its preview: choose a kind, then a subject, look, issue."""

from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.documents.actions.issue import request_issue
from integration_portal.documents.models import IssuedDocument
from integration_portal.documents.recipes import recipes
from integration_portal.documents.rules import can_issue
from integration_portal.documents.views.files import RecipePreviewView

from ..forms import SubjectSearch
from ..recipes.base import ReportRecipe

SUBJECTS_PER_PAGE = 25
EARLIER_SHOWN = 3


def _recipe(kind: str) -> ReportRecipe:
    recipe = recipes.get(kind)
    if not isinstance(recipe, ReportRecipe):
        raise Http404
    return recipe


class IssueView(AuthorityMixin, TemplateView):
    """?art= and ?gegenstand= say how far one has come."""

    rules = (can_issue,)

    @cached_property
    def recipe(self) -> ReportRecipe:
        return _recipe(self.request.GET["art"])

    @cached_property
    def subject(self) -> Model:
        wanted = number(self.request.GET["gegenstand"])
        subjects = self.recipe.subjects(self.authority, self.request.user)
        found = subjects.filter(pk=wanted).first()
        if found is None:
            raise Http404
        return found

    @property
    def step(self) -> str:
        if not self.request.GET.get("art"):
            return "kind"
        return "issue" if self.request.GET.get("gegenstand") else "subject"

    def get_template_names(self) -> list[str]:
        return [f"reports/issue/{self.step}.html"]

    def get_context_data(self, **kwargs):
        here = reverse("reports:issue", args=[self.authority.slug])
        more = {
            "kind": self.kind_context,
            "subject": self.subject_context,
            "issue": self.issue_context,
        }[self.step]()
        return super().get_context_data(here=here, steps=self.steps(here), **(kwargs | more))

    def steps(self, here: str) -> list[dict]:
        """Where one is on the way, with the way back."""
        names = {"kind": _("Art"), "subject": _("Gegenstand"), "issue": _("Ausgeben")}
        notes = {
            "kind": str(self.recipe.label) if self.step != "kind" else "",
            "subject": str(self.subject) if self.step == "issue" else "",
        }
        urls = {"kind": here}
        if self.step == "issue":
            urls["subject"] = f"{here}?{urlencode({'art': self.recipe.kind})}"
        place = list(names).index(self.step)
        return [
            {
                "title": title,
                "note": notes.get(name, "")[:90],
                "url": urls.get(name, "") if index < place else "",
                "state": "done" if index < place else "current" if index == place else "open",
            }
            for index, (name, title) in enumerate(names.items())
        ]

    def kind_context(self) -> dict:
        offered = [recipe for recipe in recipes.all() if isinstance(recipe, ReportRecipe)]
        return {"title": _("Neues Dokument"), "recipes": offered}

    def subject_context(self) -> dict:
        form = SubjectSearch(self.request.GET)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        subjects = self.recipe.subjects(self.authority, self.request.user)
        found = self.recipe.matching(subjects, text) if text else subjects
        page = Paginator(found, SUBJECTS_PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            "title": _("%(kind)s: Gegenstand wählen") % {"kind": self.recipe.label},
            "recipe": self.recipe,
            "form": form,
            "text": text,
            "page_obj": page,
            "rows": [(subject, self.recipe.note(subject)) for subject in page],
        }

    def issue_context(self) -> dict:
        earlier = IssuedDocument.objects.of(self.subject).filter(kind=self.recipe.kind)
        return {
            "title": self.recipe.title(self.subject),
            "recipe": self.recipe,
            "subject": self.subject,
            "form": self.options,
            "is_draft": self.recipe.draft(self.subject),
            "is_public": self.recipe.public(self.subject),
            "earlier": earlier.select_related("authority").defer("data")[:EARLIER_SHOWN],
            "preview_url": reverse("reports:preview", args=[self.authority.slug]),
        }

    @cached_property
    def options(self) -> forms.Form | None:
        """What was chosen so far; what cannot be so says why."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return self.recipe.options_for(self.subject, sent)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.step != "issue":
            raise Http404
        if self.options is not None and not self.options.is_valid():
            return self.get(request, *args, **kwargs)
        job = request_issue(
            recipe=self.recipe,
            subject=self.subject,
            options=self.recipe.read_options(request.POST, self.subject),
            by=request.user,
        )
        return redirect(job)


class PreviewView(RecipePreviewView):
    """The paper as it would be issued now. The form's button posts its options here and is sent on
    to an address that holds them and nothing else."""

    def get(self, request, **kwargs) -> HttpResponse:
        recipe = _recipe(request.GET.get("art", ""))
        subject = number(request.GET.get("gegenstand", ""))
        return super().get(request, kind=recipe.kind, pk=subject)

    def post(self, request, **kwargs) -> HttpResponse:
        recipe = _recipe(request.POST.get("art", ""))
        wanted = number(request.POST.get("gegenstand", ""))
        subject = get_object_or_404(recipe.subjects(self.authority, request.user), pk=wanted)
        query: dict[str, object] = {"art": recipe.kind, "gegenstand": wanted}
        form = recipe.options_for(subject, request.POST)
        if form is None or form.is_valid():
            page, chosen = "reports:preview", recipe.read_options(request.POST, subject)
        else:  # what cannot be previewed is said where it was chosen
            page, chosen = (
                "reports:issue",
                {name: request.POST.getlist(name) for name in form.fields},
            )
        here = reverse(page, args=[self.authority.slug])
        return HttpResponseRedirect(f"{here}?{urlencode(query | chosen, doseq=True)}", status=303)
