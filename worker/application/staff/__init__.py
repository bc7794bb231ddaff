"""Mail of technicians and managers: commands and the reply to the customer, all or nothing.

incoming     the order: read, gather, object or carry out, relay, tell
knowledge    the facts the rules need
hand         the mail in hand: who commands what, on which ticket, and what it changes
carry_out    which function carries out which command, by what it is about:
ticket_commands, work_commands, money_commands, billing_commands, case_commands    … one file each
changes      what they changed, so that ``cofnij`` can take it back
relay        the reply on its way to the customer
work_day     what a piece of work makes of the payer's day
phone        a telephone report, to be confirmed by the customer [1.1]
answers      receipt, question, help
overview     the report and the card of a ticket, for managers

May import what ``application`` may, and its rooms. A new command begins in ``worker.domain.commands``; here stands what
it does, in the file of its matter, named in ``carry_out``, and in ``knowledge`` what the rules against it must know.
"""

from worker.application.staff.incoming import staff_mail

__all__ = ["staff_mail"]
