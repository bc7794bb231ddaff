"""The hourly rates of a separate contract [2], from its row to the engine."""

from worker.domain.found import Service
from worker.domain.tariff.rates import Mode, OwnRate
from worker.store.billing_tables import Contract

_COLUMNS = {
    "remote_general": (Mode.REMOTE, Service.GENERAL),
    "remote_accounting": (Mode.REMOTE, Service.ACCOUNTING),
    "onsite_general": (Mode.ONSITE, Service.GENERAL),
    "onsite_accounting": (Mode.ONSITE, Service.ACCOUNTING),
}


def own_rates(contract: Contract | None) -> tuple[OwnRate, ...]:
    """The rates the contract names; nothing for the others, whose price list counts."""
    if contract is None:
        return ()
    found = ((kind, getattr(contract, name)) for name, kind in _COLUMNS.items())
    return tuple(OwnRate(mode=mode, service=service, base=base) for (mode, service), base in found if base is not None)
