"""What a recipient attaches: a photograph, a table, a flyer."""

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from integration_portal.core.files import ATTACHMENTS, validate_upload
from integration_portal.editing.forms import PortalForm

from ..models import StatusRequest
from ..models.request_file import MOST_FILES


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Each of them judged by what it holds."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None) -> list[File]:
        given = [super(SeveralFiles, self).clean(one, initial) for one in data or []]
        for file in given:
            try:
                validate_upload(file, ATTACHMENTS)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    [f"{file.name[:100]}: {message}" for message in error.messages]
                ) from error
        return given


class FilesForm(PortalForm):
    files = SeveralFiles(
        label=_("Anlagen"),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ",".join(f".{kind}" for kind in ATTACHMENTS)}),
    )
    remove = forms.MultipleChoiceField(
        label=_("Anlagen entfernen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, asked: StatusRequest, **kwargs):
        self.asked = asked
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        kept = list(self.asked.files.all())
        all_of_them = self.asked.gives_files_back
        loose = [(one.pk, str(one)) for one in kept if all_of_them or one.handed_in_at is None]
        self.room = MOST_FILES - len(kept)
        self.fields["remove"].choices = loose
        if not loose:
            del self.fields["remove"]
        kinds = ", ".join(kind.upper() for kind in ATTACHMENTS)
        self.fields["files"].help_text = _(
            "%(kinds)s, je höchstens %(size)s, höchstens %(most)s Dateien. Sie gehen mit dem "
            "Sachstand zusammen ab."
        ) % {
            "kinds": kinds,
            "size": filesizeformat(settings.UPLOAD_MAX_BYTES),
            "most": MOST_FILES,
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        given, gone = cleaned.get("files", []), cleaned.get("remove", [])
        if len(given) > self.room + len(gone):
            self.add_error(
                "files",
                _("Zu einer Maßnahme nimmt das Portal höchstens %(most)s Dateien.")
                % {"most": MOST_FILES},
            )
        return cleaned
