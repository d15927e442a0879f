"""Dates as people know them: "14.12.2020", "März 2018", "Ende 2014", "Frühjahr 2004", "2009/2010".

A fuzzy date is a span of days with the precision it was known in. It sorts by its earliest day, is
overdue after its latest, and is printed as people say it. `dates` has the value and how it is said,
`reading` understands what people type, `fields` keeps it in forms and tables.
"""

from .dates import FuzzyDate, Precision, Qualifier, period
from .fields import FuzzyDateField, FuzzyDateFormField, ends_after_it_starts
from .reading import LONGEST, parse

__all__ = [
    "LONGEST",
    "FuzzyDate",
    "FuzzyDateField",
    "FuzzyDateFormField",
    "Precision",
    "Qualifier",
    "ends_after_it_starts",
    "parse",
    "period",
]
