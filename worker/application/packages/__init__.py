"""Packages of hours [13]: from the sale to the last quarter.

account        what a payer's packages hold on a day; everything below asks it
sale           a package is sold: its start is permitted, its price, its code
facts          accounts as the facts of letters
orders         an order by mail is decided at once [13.8, 13.9]
later          an order that could not be decided at once, when it can
receipts       what a piece of work drew, for the technician
compensation   an order not performed in time: the offer, the one word, what follows [13.10]
notices        low balance, window nearly used, end of validity; each told once

May import what ``application`` may, ``application.billing`` too. A rule of point 13 belongs into
``worker.domain.packages``; here are the facts it needs and the rows and letters that follow.
"""
