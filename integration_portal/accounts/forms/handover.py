"""The form in which one person's things go to another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..handover import Holding
from ..models import LocalAuthority, User


class HandoverForm(forms.Form):
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wer übernimmt"),
        empty_label=_("– bitte auswählen –"),
        help_text=_(
            "Ein Konto dieser Kommune. Hat die Person noch keines, laden Sie sie zuerst ein."
        ),
    )
    reason = forms.CharField(
        label=_("Grund"),
        max_length=300,
        help_text=_("Steht im Verlauf von allem, was übergeht. Zum Beispiel: Wechsel zum 1. März"),
    )
    keys = forms.MultipleChoiceField(
        label=_("Was übergeht"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Die Rollen gehen immer über."),
    )
    lock = forms.BooleanField(
        label=_("Konto danach sperren"),
        required=False,
        help_text=_("Die Person wird abgemeldet und kann sich nicht mehr anmelden."),
    )

    def __init__(
        self,
        *args,
        authority: LocalAuthority,
        leaver: User,
        holdings: list[Holding],
        may_lock: bool,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        others = User.objects.of(authority).filter(is_active=True).exclude(pk=leaver.pk)
        self.fields["successor"].queryset = others.order_by("email")
        self.fields["successor"].label_from_instance = _called
        choices = [
            (one.part.key, f"{one.part.label} ({len(one.things)})")
            for one in holdings
            if not one.follows
        ]
        self.fields["keys"].choices = choices
        self.fields["keys"].initial = [key for key, _label in choices]
        if not choices:
            del self.fields["keys"]
        if not may_lock:
            del self.fields["lock"]


def _called(user: User) -> str:
    """Two accounts may share a function; their addresses differ."""
    return f"{user} ({user.email})"
