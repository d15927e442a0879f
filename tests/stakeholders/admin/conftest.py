from tests.stakeholders.views.conftest import strangers, things

__all__ = ["strangers", "things"]
