"""Help before a technician is paid for it: articles in the confirmation, guided cases with their list.

offer      articles into the confirmation; the customer's POMOGŁO is heard by ``application.helped``
guide      the list of a guided case: ticked by mails and attachments, told to customer and technician

May import what ``application`` may. The articles and cases there are stand on ``worker.application.shelf``; a new one
needs no Python: it is a file in ``worker/terms/help`` or ``cases``.
"""
