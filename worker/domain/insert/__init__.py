"""The InsERT wallet of a payer.

wallet    the engine: points, validity, the days of grace
entries   what can be said about a wallet, and how a line ``portfel: …`` says it
asking    the mail that asks for the wallet, and the order of a pack
account   entries in order: balance, validity, history, rate of use
notices   which letter is due on a day
advice    which pack a month's documents need

May import ``domain`` and ``terms``. A new thing to say in a line goes into ``entries``, its words into
``worker/terms/wallet_words.toml``.
"""
