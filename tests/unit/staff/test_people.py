"""Who is meant by a name in a command."""

import pytest

from worker.domain.message import Address
from worker.domain.staff_rules import people

EVERYBODY = (
    Address(address="jan.kot@3rp.com.pl", name="Jan Kot"),
    Address(address="k.sowa@3rp.com.pl", name="Karolina Sowa"),
    Address(address="l.zak@3rp.com.pl", name="Łukasz Żak"),
    Address(address="j.nowak@3rp.com.pl", name="Jan Nowak"),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("karolina", "k.sowa"), ("Karolinie", "k.sowa"), ("Karoliny", "k.sowa"), ("KAROLINA SOWA", "k.sowa"),
        ("Karolinie Sowie", "k.sowa"), ("sowa karolina", "k.sowa"), ("Sowie", "k.sowa"), ("sowa", "k.sowa"),
        ("k.sowa", "k.sowa"), ("k.sowa@3rp.com.pl", "k.sowa"), ("Łukaszowi", "l.zak"), ("lukaszowi zakowi", "l.zak"),
        ("Jan Kot", "jan.kot"), ("Janowi Kotowi", "jan.kot"), ("Nowakowi", "j.nowak"), ("jan", "jan.kot j.nowak"),
        ("Janowi", "jan.kot j.nowak"), ("Ewa", ""), ("księgowej", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_colleague_is_found_in_any_case_ending(said: str, meant: str) -> None:
    assert " ".join(one.address.partition("@")[0] for one in people(said, EVERYBODY)) == meant
