"""Two people have changed the same thing: what each of them did, and what comes of it.

Three states meet: the one the form was opened with, theirs (as it is stored now) and mine (as it
was sent). What only one side changed is taken over; where both changed, somebody chooses. The
result is data again, as if it had been typed into a form that was opened just now.
"""

from .units import CHOICE, Merged
from .whole import merge, state_at

__all__ = ["CHOICE", "Merged", "merge", "state_at"]
