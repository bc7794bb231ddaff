"""``customer-wallet``: the answer to PORTFEL. ``customer-wallet-notice``: the wallet's clock.

The NIP stands in both subjects, so that an answer ("Proszę o paczkę 1000 InsPunktów") names its payer.
"""

from worker.domain.message import Address
from worker.mail.compose import Automatic
from worker.mail.letters.facts import Letter, Sender, WalletNotice, WalletStatement
from worker.mail.letters.writing import Addressed, answer_to, write


def wallet_statement(facts: WalletStatement, sender: Sender) -> Letter:
    """In the thread of the mail that asked. Raises UnsafeHeader when its author cannot be written to."""
    return write("customer-wallet", answer_to(facts.mail), sender, facts=facts)


def wallet_notice(facts: WalletNotice, sender: Sender) -> Letter:
    """A letter of its own. Raises UnsafeHeader when the address cannot be written to."""
    addressed = Addressed(
        recipient=Address(address=facts.recipient.address, name=facts.recipient.name),
        now=facts.now,
        cause=facts.cause,
        automatic=Automatic.GENERATED,
    )
    return write("customer-wallet-notice", addressed, sender, facts=facts)
