"""What somebody sees and changes of their own account."""

from django.contrib import messages
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integration_portal.core.files import send

from ..actions import account as account_actions
from ..forms.accounts import NameForm
from ..models import LocalAuthority, User


def profile(request):
    """/konto/ – name, function, roles, and the way to the password."""
    form = NameForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        account_actions.rename(account=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Ihr Name ist gespeichert."))
        return redirect("accounts:profile")
    roles = request.user.roles.select_related("authority")
    context = {"title": _("Mein Konto"), "form": form, "roles": roles}
    return render(request, "accounts/profile.html", context)


@require_safe
def my_data(request):
    """/konto/daten/ – what the portal holds about this account (Art. 15 and 20 DSGVO)."""
    user = request.user
    roles = user.roles.select_related("authority")
    feed = getattr(user, "calendar_feed", None)  # of a higher room
    data = {
        _("E-Mail-Adresse"): user.email,
        _("Name"): user.name,
        _("Funktion"): user.function,
        _("Konto angelegt am"): user.created_at.isoformat(),
        _("Zuletzt angemeldet am"): user.last_login.isoformat() if user.last_login else None,
        _("Kalenderadresse angelegt am"): feed.made_at.isoformat() if feed else None,
        _("Rollen"): [
            {_("Kommune"): role.authority.name, _("Rolle"): role.get_kind_display()}
            for role in roles
        ],
        # Kept by a room above; asked through its relation, never imported.
        _("Zuletzt auf „Meine Aufgaben“"): [
            {_("Kommune"): visit.authority.name, _("am"): visit.at.isoformat()}
            for visit in user.last_visits.select_related("authority")
        ],
        _("Verlauf der Zugänge"): [
            {
                _("am"): event.at.isoformat(),
                _("Vorgang"): event.get_kind_display(),
                _("Rolle"): event.get_role_display(),
                _("Kommune"): event.authority.name,
            }
            for event in user.events.select_related("authority")
        ],
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return response


@require_safe
def logo(request, authority: str) -> FileResponse:
    """/konto/wappen/<authority>/ – for whoever may enter; 404 as for an authority there is not."""
    visible = LocalAuthority.objects.visible_to(request.user).exclude(logo="")
    found = get_object_or_404(visible, slug=authority)
    return send(found.logo, inline=True)
