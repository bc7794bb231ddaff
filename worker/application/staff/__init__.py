"""Mail of technicians and managers: commands and the reply to the customer, all or nothing.

incoming     the order: read, gather, object or carry out, relay, tell
knowledge    the facts the rules need
carry_out    one function per command; each notes what it changed
undo         takes the last commands back
relay        the reply on its way to the customer
work_day     what a piece of work makes of the payer's day
phone        a telephone report, to be confirmed by the customer [1.1]
answers      receipt, question, help
"""

from worker.application.staff.incoming import staff_mail

__all__ = ["staff_mail"]
