"""The InsERT wallet of each payer: what we were told of it, who asks, and what its clock says.

book        entries in the database, the account they come to, the facts letters show of it
mail        a customer's PORTFEL and ``portfel:`` lines
orders      an order of a pack of InsPunkty with its price
clock       letters before the end, in the grace and when points run low, each once

May import what ``application`` may. Rules of the wallet belong into ``worker.domain.insert``, its numbers into
``worker/terms/wallet.toml``.
"""
