"""Help before a technician is paid for it: articles in the confirmation, guided cases with their list.

shelf      the articles and cases there are, and which of them a mail asks for
offer      articles into the confirmation, and the customer's POMOGŁO
guide      the list of a guided case: ticked by mails and attachments, told to customer and technician

May import what ``application`` may. A new article or case needs no Python: it is a file in ``worker/terms/help`` or
``cases``.
"""
