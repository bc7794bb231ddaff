"""The cost of travel to the customer (10.5): a flat sum nearby, kilometres both ways elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.money import to_grosz
from worker.terms import price_list_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Trip:
    """Where a visit went: a place of 10.5.1, or kilometres one way from each office (optimal route)."""

    location: str
    km_one_way: Mapping[str, Decimal] = field(default_factory=dict)


def travel_net(trip: Trip, on: date, policy: Policy = DEFAULT) -> Decimal:
    """The net cost of one trip there and back. Raises ValueError for a far place without kilometres."""
    terms = price_list_on(on).travel
    if trip.location.casefold() in {place.casefold() for place in terms.flat_places}:
        return to_grosz(terms.flat)
    if not trip.km_one_way:
        raise ValueError(f"travel to {trip.location!r} needs kilometres from an office (10.5.2)")
    if min(trip.km_one_way.values()) < 0:
        raise ValueError(f"travel to {trip.location!r} cannot be {min(trip.km_one_way.values())} km")
    both_ways = 2 * min(trip.km_one_way.values())
    if policy.travel_km_rounding == "whole_km":
        both_ways = both_ways.quantize(Decimal(1), ROUND_HALF_UP)
    by_km = both_ways * terms.per_km
    if policy.travel_outside == "50_plus_km":
        return to_grosz(terms.minimum + by_km)
    return to_grosz(max(terms.minimum, by_km))
