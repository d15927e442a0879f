"""The network: who is who, and in which measures."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from integration_portal.core.queries import counted, place_in
from integration_portal.core.relations import related_model

from ..enums import OrganisationKind
from ..filters import NetworkFilter
from ..forms import OrganisationForm
from ..models import Body, Organisation, Person
from .base import CreatePage, DeletePage, DetailPage, EditPage, HistoryPage, ListPage

# Rows of the rooms above; their classes are not known here.
measure_of = attrgetter("measure")
edition_of = attrgetter("measure.edition")


class Network(ListPage):
    model = Organisation
    template_name = "stakeholders/network.html"
    title = _("Netzwerk")
    filter_class = NetworkFilter

    def get_queryset(self):
        roles = related_model(Organisation, "measure_roles").objects
        mine = roles.visible_to(self.request.user)
        return (
            super()
            .get_queryset()
            .select_related("parent")
            .annotate(
                measure_number=counted(mine, "organisation", "measure"),
                kind_place=place_in(OrganisationKind, "kind"),
            )
            .order_by("kind_place", "sort_key", "pk")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["is_filtered"] = self.filter.form.has_changed()
        return context


@dataclass
class EditionWork:
    """An organisation's roles in the measures of one edition, sorted by measure."""

    edition: Any
    roles: list

    @property
    def measures(self) -> list[tuple[Any, list]]:
        return [(measure, list(rows)) for measure, rows in groupby(self.roles, measure_of)]

    @property
    def led(self) -> int:
        """How many the list of measures shows with the organisation as lead; it counts wholes."""
        return len({role.measure_id for role in self._in_wholes() if role.is_lead})

    @property
    def shared(self) -> int:
        """How many it shows with the organisation in any role; none if it leads all of them."""
        if all(role.is_lead for role in self.roles):
            return 0
        return len({role.measure_id for role in self._in_wholes()})

    def _in_wholes(self):
        return [role for role in self.roles if role.measure.parent_id is None]


class OrganisationPage(DetailPage):
    model = Organisation
    template_name = "stakeholders/organisation.html"

    def get_queryset(self):
        below = Organisation.objects.select_related("authority")
        return (
            super()
            .get_queryset()
            .select_related("parent__authority", "successor__authority")
            .prefetch_related(
                Prefetch("units", below),
                Prefetch("predecessors", below),
                Prefetch("run_bodies", Body.objects.select_related("authority")),
                "contact_points",
            )
        )

    def get_context_data(self, **kwargs):
        organisation, user = self.object, self.request.user
        people = Person.objects.visible_to(user).filter(organisation=organisation)
        return super().get_context_data(
            people=people.select_related("authority"),
            memberships=organisation.memberships.visible_to(user).select_related(
                "body__authority", "person__authority"
            ),
            roles=(roles := list(self._roles())),
            work=[EditionWork(of, list(rows)) for of, rows in groupby(roles, edition_of)],
            **kwargs,
        )

    def _roles(self):
        """Measures by edition, the newest first."""
        return (
            self.object.measure_roles.visible_to(self.request.user)
            .select_related("measure__edition__authority", "measure__last_report")
            .order_by(
                "-measure__edition__position",
                "measure__edition_id",
                "measure__sort_key",
                "measure_id",
                "pk",
            )
        )


class OrganisationCreate(CreatePage):
    form_class = OrganisationForm
    title = _("Organisation anlegen")

    def new_thing(self):
        return Organisation(authority=self.authority)


class OrganisationEdit(EditPage):
    model = Organisation
    form_class = OrganisationForm


class OrganisationDelete(DeletePage):
    model = Organisation


class OrganisationHistory(HistoryPage):
    model = Organisation
