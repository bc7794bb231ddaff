"""Letters: facts in, the exact bytes of a message out. The wording is in ``templates/``.

Each is a pure function of its facts and the ``Sender``: the same facts give the same bytes.

facts             what a letter says, frozen                writing       the road of every letter: template to bytes
environment       Jinja2, and where the templates are       polish, english   how values are printed
understood        which details are shown, in which order
To customers
  confirmation    accepted, by when                         deadline_event   … for a calendar
  rejection       what is missing
  help            guided cases, POMOGŁO                     payers        overdue invoices, a complaint's new day
  packages        compensations, answers by subject         wallet        PORTFEL and the wallet's clock
To technicians and managers
  staff           alerts, news of a ticket                  answers       around their own mails, the reply itself
  overview        deadlines, digest, card, packages         billing       preview and report; the payer's bill, too

May import ``mail.compose``, ``mail.header``, ``mail.message_id``, ``domain`` and ``terms``. A new letter: its facts, a
function in the file of its matter, a pair ``templates/<audience>-<event>.txt.j2`` and ``.html.j2``, and its name here.
"""

from worker.mail.letters.answers import customer_reply, guide, phone_request, question, receipt
from worker.mail.letters.billing import bill, billing_correction, billing_preview, billing_report
from worker.mail.letters.confirmation import confirmation
from worker.mail.letters.environment import TRANSLATED, templates_folder
from worker.mail.letters.facts import Letter, Sender
from worker.mail.letters.help import case_news, helped
from worker.mail.letters.overview import card, deadline_alert, digest, package_alert, package_notice
from worker.mail.letters.packages import (
    compensation_alert,
    compensation_choice,
    compensation_offer,
    not_bound,
    order_decided,
    packages_answer,
    protocol_answer,
    tickets_answer,
)
from worker.mail.letters.payers import complaint_extended, overdue
from worker.mail.letters.rejection import rejection
from worker.mail.letters.staff import alert, ticket_news
from worker.mail.letters.wallet import wallet_notice, wallet_statement

__all__ = [
    "TRANSLATED",
    "Letter",
    "Sender",
    "alert",
    "bill",
    "billing_correction",
    "billing_preview",
    "billing_report",
    "card",
    "case_news",
    "compensation_alert",
    "compensation_choice",
    "compensation_offer",
    "complaint_extended",
    "confirmation",
    "customer_reply",
    "deadline_alert",
    "digest",
    "guide",
    "helped",
    "not_bound",
    "order_decided",
    "overdue",
    "package_alert",
    "package_notice",
    "packages_answer",
    "phone_request",
    "protocol_answer",
    "question",
    "receipt",
    "rejection",
    "templates_folder",
    "ticket_news",
    "tickets_answer",
    "wallet_notice",
    "wallet_statement",
]
