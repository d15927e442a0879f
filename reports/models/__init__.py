from .calendar_feed import CalendarFeed

__all__ = ["CalendarFeed"]
