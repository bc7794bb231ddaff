"""The tariff band and rate of this moment, for letters [8, 10]."""

from datetime import datetime

from worker.domain.calendar import local_day
from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.domain.tariff.bands import band_at
from worker.domain.tariff.rates import Mode, OwnRate, Standing, hourly_rate
from worker.mail.letters import facts


def tariff_now(
    service: Service | None, now: datetime, policy: Policy = DEFAULT, *, own: tuple[OwnRate, ...] = ()
) -> facts.Tariff | None:
    """The standard price of remote help now, or that of a separate contract [2]; None while the class is not known."""
    if service is None:
        return None
    today, band = local_day(now), band_at(now, policy)
    # always the standard price: a regular customer's rebate is decided on the day of the invoice [12.2]
    rate = hourly_rate(Mode.REMOTE, service, band, on=today, standing=Standing(own=own), policy=policy)
    return facts.Tariff(
        band=band.value,
        description=band.description(today),
        rate=rate.net,
        service=service,
        base=rate.base,
        surcharge=int(rate.surcharge_percent),
        contract=any((one.mode, one.service) == (Mode.REMOTE, service) for one in own),
    )
