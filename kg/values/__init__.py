"""Numbers, quantities and times in English text: a small grammar that keeps exact spans and never guesses."""

from kg.values.iso import bounds, contains, parse_iso, shift, year_of
from kg.values.periods import find_periods
from kg.values.quantities import find_quantities
from kg.values.rates import Rate, find_rates

__all__ = [
    "Rate",
    "bounds",
    "contains",
    "find_periods",
    "find_quantities",
    "find_rates",
    "parse_iso",
    "shift",
    "year_of",
]
