"""The fieldset "Änderung nach Beschluss" for every form that changes the plan of an edition.

    class MeasureForm(AmendmentFormMixin, AggregateForm):
        progress_fields = ("end_forecast", "end_actual")
        progress_rows = {"milestones": ("forecast", "actual"), "costs": ("spent",)}

In an open edition the form is as it would be without the mixin. In one in force it asks for a date,
a reason and the resolution if there is one, wants the first two as soon as anything of the plan
differs, and writes the amendment in the transaction of the change. In one that rests or was
superseded it is never valid.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core import richtext
from integration_portal.core.relations import related_model
from integration_portal.core.widgets import RichTextFormField
from integration_portal.editing.forms import Section
from integration_portal.history.actions import record

from .actions import amendments
from .actions.editions import hold
from .enums import AmendmentKind
from .models import Amendment, Edition

WANTED = ("amendment_on", "amendment_reason")
FIELDS = (*WANTED, "amendment_resolution")
SECTION = Section(
    "aenderung",
    _("Änderung nach Beschluss"),
    fields=FIELDS,
    text=_(
        "Diese Fassung gilt. Der Stand von damals bleibt erhalten; was Sie hier ändern, wird "
        "mit Tag und Grund als Änderung nach Beschluss geführt."
    ),
)


class Overtaken(IntegrityError):
    """The edition is not any more what it was when the form was judged."""


class AmendmentFields(forms.Form):
    """These fields alone, for pages that ask for nothing else, such as deleting."""

    amended: Edition | None = None  # whose plan changes
    amendment_on = forms.DateField(
        label=_("geändert am"),
        initial=timezone.localdate,
        help_text=_("Der Tag, ab dem die Änderung gilt. Heute oder früher."),
    )
    amendment_reason = forms.CharField(
        label=_("Grund"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zum Beispiel: Auftrag des Ausschusses, Wegfall der Förderung."),
    )
    # Resolutions belong to a room above; the amendment knows the way back.
    amendment_resolution: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Beschluss"),
        queryset=None,
        required=False,
        empty_label=_("– ohne Beschluss –"),
        help_text=_("Falls ein Gremium die Änderung beschlossen hat. Er lässt sich nachtragen."),
    )

    def ask_for_resolution(self, edition: Edition, user) -> None:
        """Offer the resolutions of the edition's authority; ask nothing while there are none."""
        self.amended = edition
        model = related_model(Amendment, "resolutions")
        choices = model.objects.visible_to(user).filter(authority=edition.authority_id)
        field: Any = self.fields["amendment_resolution"]
        field.queryset = choices.select_related("body")
        if not choices.exists():
            del self.fields["amendment_resolution"]

    def attach_resolution(self, amendment: Amendment, *, by) -> None:
        """Say that the amendment rests on the chosen resolution, if one was chosen."""
        resolution = self.cleaned_data.get("amendment_resolution")
        if resolution is None:
            return
        amendment.resolutions.add(resolution)
        record(resolution, by=by, reason=amendment.reason)

    def clean_amendment_on(self):
        day = self.cleaned_data["amendment_on"]
        if day and day > timezone.localdate():
            raise ValidationError(
                _("Dieser Tag liegt in der Zukunft. Tragen Sie die Änderung ein, sobald sie gilt.")
            )
        since = amendments.in_force_since(self.amended) if day and self.amended else None
        if since and day < since.earliest:
            raise ValidationError(
                _("Dieser Tag liegt vor dem Beschluss; die Fassung gilt seit: %(since)s.")
                % {"since": since}
            )
        return day


class AmendmentFormMixin(AmendmentFields):
    """Before AggregateForm in the bases. `edition` is where the thing belongs."""

    instance: Any  # something with an `edition`
    user: Any
    formsets: dict[str, Any]
    sections: tuple[Section, ...]

    # What is progress and no plan: fields of the form, and columns of its rows.
    progress_fields: tuple[str, ...] = ()
    progress_rows: dict[str, tuple[str, ...]] = {}
    amendment: Amendment | None = None  # after saving: what a resolution may attach itself to

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = not self.instance.pk
        if self.edition.is_amendable:
            # First, so that nobody saves without having seen it.
            self.sections = (SECTION, *self._own_sections())
        for name in FIELDS:
            # Wanted once the plan differs, see clean(); progress alone needs neither.
            self.fields[name].required = False
            if not self.edition.is_amendable:
                del self.fields[name]
        if self.edition.is_amendable:
            self.ask_for_resolution(self.edition, self.user)

    @property
    def edition(self) -> Edition:
        """The edition whose plan this is. Override where the path is another one."""
        return self.instance.edition

    def _own_sections(self) -> tuple[Section, ...]:
        if self.sections:
            return self.sections
        own = tuple(name for name in self.fields if name not in FIELDS)
        return (Section("angaben", _("Angaben"), fields=own),)

    def clean(self):
        cleaned = super().clean()
        if self.edition.is_closed:
            raise ValidationError(
                _(
                    "Die Fassung „%(edition)s“ ist %(status)s und wird nicht mehr geändert. Ihre "
                    "Eingaben stehen noch im Formular; kopieren Sie sie bei Bedarf in die geltende "
                    "Fassung."
                )
                % {"edition": self.edition, "status": self.edition.get_status_display()}
            )
        if self.edition.is_amendable and self.plan_changed():
            for name in WANTED:
                if not self.errors.get(name) and not self.cleaned_data.get(name):
                    self.add_error(
                        name,
                        _("Der Plan gilt schon. Nennen Sie Tag und Grund der Änderung."),
                    )
        return cleaned

    def plan_changed(self) -> bool:
        """Whether anything differs that is not progress. Something new is always a change."""
        if self.is_new:
            return True
        free = {*self.progress_fields, *FIELDS}
        if any(self._differs(self, name) for name in self.changed_data if name not in free):
            return True
        return any(
            self._row_changed(row, formset, self.progress_rows.get(name, ()))
            for name, formset in self.formsets.items()
            for row in formset.forms
        )

    def _row_changed(self, row, formset, free) -> bool:
        if not row.has_changed():
            return False
        if not row.instance.pk or formset._should_delete_form(row):
            return True
        return any(self._differs(row, name) for name in row.changed_data if name not in free)

    def _differs(self, form, name: str) -> bool:
        """Unlike `changed_data`, line ends and the editor's rewriting of tags do not count."""
        field, value = form.fields[name], form[name].data
        if not isinstance(value, str):
            return True
        initial = form.get_initial_for_field(field, name)
        before, after = _lines(initial), _lines(value)
        if isinstance(field, RichTextFormField):
            before, after = richtext.clean(before), richtext.clean(after)
        elif initial is not None and not isinstance(initial, str):
            return True
        return before != after

    def save(self, *, by=None, reason: str = "", **kwargs):
        """As ever; for a changed plan in force with its amendment, all or nothing.

        Raises Overtaken, an IntegrityError, if the edition came into force or ended meanwhile: the
        page judges the form again and says what it needs now.
        """
        with transaction.atomic():
            if not hold(self.edition):
                raise Overtaken
            if not self.edition.is_amendable or not self.plan_changed():
                return super().save(by=by, reason=reason, **kwargs)
            on, why = (self.cleaned_data[name] for name in WANTED)
            thing = super().save(by=by, reason=reason or why, **kwargs)
            self.amendment = amendments.note(
                edition=self.edition,
                thing=thing,
                kind=AmendmentKind.ADDED if self.is_new else AmendmentKind.CHANGED,
                on=on,
                reason=why,
                by=by,
            )
            self.attach_resolution(self.amendment, by=by)
        return thing


def _lines(text) -> str:
    return str(text or "").replace("\r\n", "\n").strip()
