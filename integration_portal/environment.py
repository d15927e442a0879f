"""Reading the environment: what cannot be understood stops the start and says which setting it is.

Silence would be worse than a stop: a wish like `PORTAL_HTTPS=yess` must not end as "no".
"""

import os
import warnings
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = (*environ.Env.BOOLEAN_TRUE_STRINGS, "ja", "an")
FALSE = ("false", "off", "no", "n", "0", "nein", "aus")
POSSIBLE = {int: "eine ganze Zahl, zum Beispiel 12", bool: "true oder false"}


class Environment(environ.Env):
    """`environ.Env`, with sentences that name the setting and what it takes."""

    BOOLEAN_TRUE_STRINGS = TRUE

    def get_value(
        self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **options: Any
    ) -> Any:
        given = os.environ.get(var, "").strip().lower()
        if cast in POSSIBLE and not given:
            return default
        if cast is bool and given not in TRUE + FALSE:
            raise misread(var, POSSIBLE[bool])
        try:
            return super().get_value(var, cast, default, **options)
        except ValueError as error:
            raise misread(var, POSSIBLE[cast]) from error

    def file(self, var: str, usual: Path) -> None:
        """Read a file of settings: the one named in `var`, or the usual one if there is one.

        Raises ImproperlyConfigured if the named one is missing: without it a portal meant for
        real operation would start with debug pages.
        """
        named = os.environ.get(var)
        if named and not Path(named).is_file():
            raise ImproperlyConfigured(
                f"{var} nennt {named}; diese Datei gibt es nicht. Bitte prüfen Sie den Pfad."
            )
        if named or named is None:
            self.read_env(named or usual)

    def parts(self, var: str, default: str = "") -> list[str]:
        """What stands between commas, without the blanks people put after them."""
        return [
            part for item in self.str(var, default=default).split(",") if (part := item.strip())
        ]

    def one_of(self, var: str, *possible: str, default: str) -> str:
        """One of these words, in capitals or not."""
        if (given := self.str(var, default=default).strip().upper()) not in possible:
            raise misread(var, f"{', '.join(possible[:-1])} oder {possible[-1]}")
        return given

    def address(self, var: str, *, read: str, default: str, example: str) -> dict:
        """What an address like `DATABASE_URL` says, read by the method named `read`."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)  # how an unknown engine is told
                found = getattr(self, read)(var, default=default)
        except (ValueError, UserWarning, ImproperlyConfigured) as error:
            raise misread(var, f"eine Adresse wie {example}") from error
        if not found:
            raise misread(var, f"eine Adresse wie {example}")
        return found


def misread(var: str, possible: str) -> ImproperlyConfigured:
    """The sentence about a setting. Its value stays out: it may hold a password."""
    return ImproperlyConfigured(f"{var} ist nicht zu verstehen. Möglich ist {possible}.")
