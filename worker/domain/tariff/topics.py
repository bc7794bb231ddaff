"""What the work was about, and which price column that is (10.1, 11.1.4, 11.1.5, 11.2.4)."""

from collections.abc import Collection
from datetime import date

from worker.domain.found import Service
from worker.domain.policy import DEFAULT, Policy
from worker.terms import price_list_on


class UnknownTopicError(ValueError):
    """A topic no price column is known for; the message lists the known ones."""


def service_of(topics: Collection[str], on: date, policy: Policy = DEFAULT) -> Service:
    """The price column of one connection or visit: accounting as soon as one topic is (11.1.5, 11.2.4).

    Topics are ``it``, ``trade``, ``crm``, ``accounting``, ``payroll``, ``autoid``. Raises UnknownTopicError.
    """
    work = price_list_on(on).work
    known = {*work.accounting_topics, *work.general_topics}
    if unknown := sorted(set(topics) - known):
        raise UnknownTopicError(f"unknown topic {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    accounting = set(work.accounting_topics)
    if policy.class_autoid == "general":
        accounting.discard("autoid")
    return Service.ACCOUNTING if accounting.intersection(topics) else Service.GENERAL


def service_of_visit(topics: Collection[str], on: date, policy: Policy = DEFAULT) -> Service:
    """As service_of; by policy CRM beside other topics makes the visit mixed (11.2.4 lists it)."""
    if policy.onsite_crm_makes_mixed and "crm" in topics and len(set(topics)) > 1:
        return Service.ACCOUNTING
    return service_of(topics, on, policy)
