"""Documents that are being made for somebody who leaves."""

from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User

from ..models import Job


def held_jobs(leaver: User, authority: LocalAuthority) -> list[str]:
    own = Job.objects.going_on().filter(requested_by=leaver, authority=authority)
    return [str(job) for job in own]


def pass_jobs(handover: Handover) -> None:
    own = Job.objects.going_on().filter(requested_by=handover.leaver, authority=handover.authority)
    own.update(requested_by=handover.successor)


def register_parts() -> None:
    register(Part("dokumente", _("Dokumente in Arbeit"), held_jobs, pass_jobs, place=70))
