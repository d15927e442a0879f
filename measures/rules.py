"""Who may write what on a measure. Reading goes through `visible_to`."""

from concepts.enums import EditionStatus
from concepts.rules import can_read_history as can_read_edition_history
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.rules import is_officer
from stakeholders.models import organisations_of

from .models import Measure


def can_work_on_measures(user, authority) -> bool:
    """Officers, and contributors in what their organisation leads."""
    return user.access.has(authority, RoleKind.OFFICER, RoleKind.CONTRIBUTOR)


def can_keep_views(user, authority) -> bool:
    """Whoever has a role there may give a list a name."""
    return user.access.has(authority)


def can_share_views(user, authority) -> bool:
    """What all find above their list: officers."""
    return is_officer(user, authority)


def can_edit_view(user, view) -> bool:
    """Whose it is; a shared one any officer, too."""
    return view.owner_id == user.pk or (view.shared and can_share_views(user, view.authority_id))


def can_edit_plan(user, measure: Measure) -> bool:
    """Officers; in an edition in force the form asks for an amendment."""
    return can_add_measure(user, measure.edition)


def can_add_measure(user, edition) -> bool:
    """Officers; into an edition in force only as "nachträglich aufgenommen"."""
    return is_officer(user, edition.authority_id) and (edition.is_open or edition.is_amendable)


def can_read_history(user, measure: Measure) -> bool:
    """Earlier wordings are for those who work inside, as with the edition itself."""
    return can_read_edition_history(user, measure.edition)


def takes_progress(measure: Measure) -> bool:
    """Progress goes on until the edition is superseded."""
    return measure.edition.status != EditionStatus.SUPERSEDED


def leads(user, measure: Measure) -> bool:
    """Whether the user acts today for an organisation that leads the measure."""
    lead_ids = {role.organisation_id for role in measure.roles.all() if role.is_lead}
    return bool(lead_ids & organisations_of(user))


def can_update_progress(user, measure: Measure) -> bool:
    """Prognose and Ist, milestones, contacts, money spent: officers and who leads it."""
    return takes_progress(measure) and (
        is_officer(user, measure.edition.authority_id) or leads(user, measure)
    )


def can_read_notes(user, measure: Measure) -> bool:
    """Internal notes of reports: officers and who leads the measure, whatever became of it."""
    return is_officer(user, measure.edition.authority_id) or leads(user, measure)


def can_overrule(user, measure: Measure) -> bool:
    """Let a computed warning keep quiet for a while: officers, as long as progress goes on."""
    return can_correct_reports(user, measure)


def can_end_overrule(user, overrule) -> bool:
    return can_overrule(user, overrule.measure)


def can_correct_reports(user, measure: Measure) -> bool:
    """Officers, as long as the measure takes progress at all."""
    return takes_progress(measure) and is_officer(user, measure.edition.authority_id)


def can_correct_report(user, report) -> bool:
    return can_correct_reports(user, report.measure)


def can_delete(user, measure: Measure) -> bool:
    """Only out of a draft: what was resolved is set aside by a report, never deleted."""
    return can_edit_plan(user, measure) and measure.edition.is_open
