"""Every number and keyword of the regulamin as dated data, each row citing its point.

``pricelists/YYYY-MM-DD.toml`` is the price list for work from that day on; ``policies.toml`` documents the
questions the regulamin leaves open; ``wallet.toml`` is the InsERT wallet. Nothing else in the program holds a price.
"""

from worker.terms.pricelist import (
    BandRow,
    PackageRow,
    Packages,
    PriceList,
    RateRow,
    TermsError,
    price_list_on,
    price_lists,
)
from worker.terms.wallet import WalletTerms, wallet_terms

__all__ = [
    "BandRow",
    "PackageRow",
    "Packages",
    "PriceList",
    "RateRow",
    "TermsError",
    "WalletTerms",
    "price_list_on",
    "price_lists",
    "wallet_terms",
]
