"""Prices of packs: the shop's own, the company's from the settings, and what cannot be a price."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from worker.settings import WalletSection
from worker.wiring import priced

TODAY = date(2026, 11, 21)


def test_the_companys_net_prices_get_their_vat() -> None:
    found = {pack.points: (pack.net, pack.gross) for pack in priced({500: Decimal("160"), 1000: Decimal("290")}, TODAY)}
    assert found[500] == (Decimal("160.00"), Decimal("196.80"))
    assert found[1000] == (Decimal("290.00"), Decimal("356.70"))
    assert found[100] == (None, None)


def test_prices_are_read_from_toml_with_their_points_as_keys() -> None:
    assert WalletSection.model_validate({"prices": {"500": "160.00"}}).prices == {500: Decimal("160.00")}


@pytest.mark.parametrize("prices", [{"700": "10"}, {"500": "0"}, {"500": "tanio"}])
def test_a_wrong_price_is_refused(prices: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        WalletSection.model_validate({"prices": prices})
