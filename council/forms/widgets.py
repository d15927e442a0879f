"""Widgets of council forms."""

from integration_portal.core.widgets import KeptFile

__all__ = ["KeptFile"]
