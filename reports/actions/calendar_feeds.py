"""The secret address of a person's calendar: made, renewed, revoked."""

from django.db import transaction
from django.utils import timezone

from integration_portal.core.tokens import hash_token, new_token

from ..models import CalendarFeed


@transaction.atomic
def renew(*, by) -> str:
    """The new secret, told only here; the one before it opens nothing any more."""
    token = new_token()
    CalendarFeed.objects.update_or_create(
        user=by, defaults={"token_hash": hash_token(token), "made_at": timezone.now()}
    )
    return token


@transaction.atomic
def revoke(*, by) -> bool:
    """Whether there was one."""
    deleted, _by_model = CalendarFeed.objects.filter(user=by).delete()
    return bool(deleted)
