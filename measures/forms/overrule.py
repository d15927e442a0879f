"""Why a computed warning keeps quiet, and until when."""

from integration_portal.editing.forms import AggregateForm

from ..models import WarningOverrule


class OverruleForm(AggregateForm):
    class Meta:
        model = WarningOverrule
        fields = ("reason", "until")
