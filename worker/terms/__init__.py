"""Every number and keyword of the regulamin as dated data, each row citing its point. Nobody else holds a price.

pricelist, pricelists       price lists, one file a day of validity
policies       the questions that the regulamin leaves open, with every answer there is (data alone)
reasons        a reason code's point and sentence         phrases      words for figures, one file a language
silence        how machines are known                     lures        how advertisements and frauds are
free_mail      domains that say nothing of a firm         staff        the words of commands
wallet         rules of the InsERT wallet                 insert_packs   packs of InsPunkty
help_articles, help         help articles: the form, and one file each
help_cases, cases           guided cases: the form, and one file each
help_words     words of one meaning, for finding them     helped       the customer's POMOGŁO (data alone)
words          the lists of the mail reader, loaded by name; these have no Python of their own:
  labels       labels of filled-in lines                  forms        what stands beside them
  people       words around people; who is not the user   users        how is told who works on a computer
  devices      workstations                               programs     names of programs and their service line
  singling     what stands around them                    comparison   … and sets another one apart
  products     … and how a letter shows them              contacts     what makes a number a contact
  symptoms     what describes a fault, what only closes   writing      abbreviations, how mail is written
  messages     what a screen shows, and how it is told    systems      operating systems
  orders       orders, complaints, calls confirmed        lengths      how many hours are ordered
  units        … and in which units they count            numerals     numbers in words
  answers      one line in answer to our checklist        matter       what only people say, of a matter of their own
  requests     questions by subject                       wallet_words   ``portfel:``, orders of points
  quotes       how mail programs head a quoted message    subjects     what they put before a subject
  signatures   what stands below a mail's last sentence   bounces      how servers say that a mail came back
  automatic    what programs say of themselves            headers      fields that show what wrote a mail
  markup       names of HTML: tags, classes of quotes     steps        what ticks no step of a guided case
  columns      titles and words of imported files         calendar     days and months as letters print them

The lowest room: imports nobody. A word that a mail taught: a row of its list (lower case, no diacritics). A new list:
a TOML file, read by ``words``. New prices: a file in ``pricelists`` named by its first day; old months keep theirs.
"""

from worker.terms.pricelist import (
    BandRow,
    PackageRow,
    Packages,
    PriceList,
    RateRow,
    TermsError,
    price_list_on,
    price_lists,
)
from worker.terms.wallet import WalletTerms, wallet_terms

__all__ = [
    "BandRow",
    "PackageRow",
    "Packages",
    "PriceList",
    "RateRow",
    "TermsError",
    "WalletTerms",
    "price_list_on",
    "price_lists",
    "wallet_terms",
]
