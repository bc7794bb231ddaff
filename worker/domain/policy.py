"""Where the regulamin is silent or contradicts itself: one typed value per open question.

Each field is one configuration key (``remote.band_split`` is ``remote_band_split``); its default is the
answer the firm ships with. The question, the point it stands in, why the default won and what every value
means are written in ``worker/terms/policies.toml``; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints


class PolicyError(ValueError):
    """An unknown policy key or a value the key does not have; the message names the nearest right one."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The firm's answer to every open question of the regulamin. Hashed once: it is a cache key."""

    tariff_remote_base: Literal["table", "clause_10_1"] = "table"

    bands_boundary: Literal["later", "earlier"] = "later"
    bands_friday_20_22: Literal["D", "E", "B", "none", "ask"] = "D"
    bands_saturday_20_22: Literal["E", "D", "none"] = "E"
    bands_holiday_beats_weekday: bool = True
    bands_day_end: Literal["24:00", "23:59"] = "24:00"
    bands_night_belongs_to: Literal["calendar_day", "starting_day"] = "calendar_day"

    calendar_public_holidays: Literal["act", "act_and_company"] = "act"
    calendar_company_days_off: tuple[date, ...] = ()
    time_zone: Literal["Europe/Warsaw"] = "Europe/Warsaw"
    time_duration: Literal["elapsed", "clock"] = "elapsed"

    reaction_starts_at: Literal["confirmation_sent", "order_received", "delivery_proved"] = "confirmation_sent"
    reaction_saturday_counts: bool = False
    terms_kc115_shift: bool = True
    terms_end_of_day: Literal["24:00", "16:30", "17:00", "18:00"] = "24:00"
    complaint_extended_from: Literal["confirmation", "announcement"] = "confirmation"

    remote_rounding: Literal["up", "nearest", "down"] = "up"
    remote_band_split: Literal["largest_remainder", "per_band_ceil", "start_band"] = "largest_remainder"
    remote_midnight: Literal["cut", "start_day"] = "cut"
    remote_overlap: Literal["add", "union"] = "add"
    remote_customer_key: Literal["payer_nip", "user", "location"] = "payer_nip"
    class_autoid: Literal["accounting", "general"] = "accounting"
    streams: Literal["apart", "one_sum"] = "apart"

    onsite_crm_makes_mixed: bool = False
    onsite_band_of_unit: Literal["unit_start", "arrival", "per_band_ceil"] = "unit_start"
    onsite_scope: Literal["visit", "day"] = "visit"
    onsite_midnight: Literal["run_on", "split"] = "run_on"
    onsite_half_hours_when_overdue: bool = True

    package_first_day: Literal["day_1", "kc111"] = "day_1"
    package_start_count: Literal["purchase_day_excluded", "purchase_day_is_day_1"] = "purchase_day_excluded"
    package_start_if_not_named: Literal["last_permitted", "purchase_day", "refuse"] = "last_permitted"
    package_limit_rounding: Literal["floor", "ceil"] = "floor"
    package_window: Literal["fixed", "rolling"] = "fixed"
    package_limit_when: Literal["lacking", "always"] = "lacking"
    package_limit_scope: Literal["served", "settled"] = "served"
    package_outside_hours: Literal["split", "whole_session_from_package_if_started_inside"] = "split"
    package_rounding_with_tariff: Literal["separate", "together"] = "separate"
    package_select: Literal["own_class_first", "earliest_end", "no_split", "ask"] = "own_class_first"
    package_update_discount: bool = False
    package_limit_after_extension: Literal["bought", "increased"] = "bought"
    package_conflict_136_138: Literal["alarm", "13.8_prevails", "13.6_suspends_deadline"] = "alarm"
    package_order_near_expiry: Literal["keeps_14_days", "cut_at_expiry"] = "keeps_14_days"
    compensation_partial: Literal["not_performed", "whole_order"] = "not_performed"
    compensation_a_balance: Literal["reduced", "unchanged"] = "reduced"
    compensation_b_hours: Literal["added", "replaced"] = "added"
    order_named_technician_absent: Literal["no_right"] = "no_right"

    regular_documents: Literal["invoices", "invoices_and_corrections"] = "invoices"
    regular_window: Literal["issue_month", "service_month"] = "issue_month"
    update_window: Literal["kc112", "clause6_months", "service_date"] = "kc112"
    update_per_subscription: Literal["one", "each"] = "one"
    overdue_booked_on_invoice_day: Literal["paid", "late"] = "paid"
    revocation_partial_payment: Literal["whole", "pro_rata_of_unpaid_gross"] = "whole"
    revocation_package: Literal["hourly_rebate", "both", "nothing"] = "hourly_rebate"
    correction_vat: Literal["difference_of_vat", "vat_of_delta"] = "difference_of_vat"

    implementation_outside_a: Literal["base_with_surcharge", "ordinary_discounts_apply"] = "base_with_surcharge"
    implementation_days: Literal["purchase_day_excluded", "purchase_day_is_day_1"] = "purchase_day_excluded"
    implementation_before_purchase: Literal["ordinary", "allowed"] = "ordinary"
    implementation_after_late_payment: Literal["lost", "invoice_only"] = "lost"

    travel_outside: Literal["max", "50_plus_km"] = "max"
    travel_per: Literal["visit", "day"] = "visit"
    travel_km_rounding: Literal["as_given", "whole_km"] = "as_given"

    invoice_due_printed: Literal["unshifted", "shifted"] = "unshifted"
    invoice_latest_issue: Literal["unshifted", "kc115"] = "unshifted"
    invoice_package_only_month: Literal["no_invoice", "zero_invoice"] = "no_invoice"
    invoice_package_sale: Literal["month_end", "day_of_purchase"] = "month_end"
    vat_rounding: Literal["total", "per_line"] = "total"

    wallet_purchase_extends: Literal["from_purchase", "current+12m"] = "from_purchase"
    wallet_grace: Literal["30_days", "1_month"] = "30_days"
    wallet_points_in_grace: Literal["restore", "do_not_restore"] = "restore"
    wallet_not_enough: Literal["refuse", "serve_what_the_balance_covers"] = "refuse"
    wallet_free_programs: Literal["listed", "every"] = "listed"

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(tuple(getattr(self, f.name) for f in fields(self))))

    def __hash__(self) -> int:
        return int(self._hash)  # type: ignore[attr-defined]  # set once in __post_init__: policies are cache keys

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The defaults changed by ``{"remote.rounding": "down", …}``, as settings and ``--policy`` write them.

        Values are the strings of ``policies.toml``; booleans may be ``true``/``false`` strings; company days
        off are ISO dates (a list, or one string separated by commas). Raises PolicyError.
        """
        changed: dict[str, Any] = {_field(key): _value(key, value) for key, value in values.items()}
        return replace(cls(), **changed)

    def value(self, key: str) -> Any:
        """The value of one key in its dotted form. Raises PolicyError for an unknown key."""
        return getattr(self, _field(key))


DEFAULT = Policy()


@cache
def allowed() -> dict[str, tuple[str, ...]]:
    """Every field with the strings it takes; empty for the list of dates."""
    found = {}
    for name, hint in get_type_hints(Policy).items():
        if get_origin(hint) is Literal:
            found[name] = tuple(get_args(hint))
        else:
            found[name] = ("true", "false") if hint is bool else ()
    return found


def _field(key: str) -> str:
    name = key.replace(".", "_").lower()
    if name in allowed():
        return name
    nearest = get_close_matches(name, allowed(), n=1, cutoff=0.0)[0]
    raise PolicyError(f"unknown policy {key!r}; the nearest is {dotted(nearest)!r}")


def dotted(field: str) -> str:
    """The configuration key of a field: ``remote_band_split`` is ``remote.band_split``."""
    if field == "streams":
        return field
    group, _, rest = field.partition("_")
    return f"{group}.{'outside_A' if rest == 'outside_a' else rest}"


def _value(key: str, value: object) -> object:
    name = _field(key)
    if name == "calendar_company_days_off":
        return _dates(key, value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    choices = allowed()[name]
    text = next((choice for choice in choices if choice.casefold() == text.casefold()), text)
    if text not in choices:
        nearest = get_close_matches(text, choices, n=1, cutoff=0.0)[0]
        raise PolicyError(f"policy {key}: {text!r} is not one of {', '.join(choices)}; the nearest is {nearest!r}")
    return text == "true" if choices == ("true", "false") else text


def _dates(key: str, value: object) -> tuple[date, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple, set, frozenset)):
        raise PolicyError(f"policy {key}: a list of ISO dates is expected, not {value!r}")
    try:
        return tuple(sorted(p if isinstance(p, date) else date.fromisoformat(str(p).strip()) for p in parts if p))
    except ValueError as error:
        raise PolicyError(f"policy {key}: {error}; dates are written 2026-06-05") from error
