"""The authorities themselves, and what words and letterhead they use."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..enums import RoleKind
from ..forms.words import WORD_FIELDSETS, AuthorityForm
from ..models import LocalAuthority
from .base import AuthorityAdminMixin, OperatorAdds, SeenInline


class MemberInline(SeenInline):
    """Which towns belong to the district or association; kept at the towns themselves."""

    model = LocalAuthority
    fk_name = "parent"
    fields = readonly_fields = ("name", "kind", "slug")
    verbose_name_plural = _("Mitglieder")


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(OperatorAdds, AuthorityAdminMixin, admin.ModelAdmin):
    authority_path = "pk"
    role_kinds = (RoleKind.ADMINISTRATOR,)
    index_position = 1
    form = AuthorityForm
    list_display = ("name", "kind", "ags", "parent", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "ags", "slug")
    autocomplete_fields = ("parent",)
    inlines = (MemberInline,)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "kind", "ags", "parent")}),
        (
            _("Auf Papier und im Portal"),
            {"fields": ("logo", "logo_description", "letterhead", "stale_after_months")},
        ),
        *WORD_FIELDSETS,
    )
    # What decides over addresses and who reads whom is the operator's.
    operators_fields = ("slug", "kind", "ags", "parent")

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.is_superuser else self.operators_fields

    def get_inlines(self, request, obj):
        return self.inlines if obj and obj.members.exists() else ()
