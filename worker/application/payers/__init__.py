"""Payers between two bills: who owes what [12.7], which corrections are due [12.5, 12.10], and the letters about it.

``claims``            who is overdue, and how far the matter has come
``notices``           the letter with the final day, on a manager's word, each invoice once
``corrections``       the list of corrections to issue, proposed and never issued here
``corrected_months``  those of them that a corrected month makes necessary
``rows``              claims and corrections as the managers' letters show them

May import what ``application`` may, ``application.billing`` too. Rules stand in
``worker.domain.billing`` (``overdue``, ``corrections``).
"""
