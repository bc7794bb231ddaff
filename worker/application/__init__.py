"""The jobs and what they are made of. A job gathers, calls the pure rules, and records; ``ports`` says what it needs.

The walk of one mail
  intake          a mailbox in lots                       record           one mail: gather, decide, write, record
  unfinished      mails in hand, should the worker die    gather           the facts of the rules
  offered         the mail and its row of the ledger      opening          a new ticket
  promise_clock   the promise of a ticket                 participants     who else takes part
  shunting        what cannot be worked on                binding          which addresses belong to which payer
  crash           where a test may kill the worker        remembered       details as rows keep them
Letters
  post            the letters of one mail, to the outbox  brakes           whether one more may go
  held            letters that a brake kept back          failures         tells managers what never arrives
  customer_letters  confirmation and checklist            ticket_news      to who has the ticket
  alerts          to managers, about a mail               files            attachments to send on
  drafts          documents made outside the transaction  document_files   a month's documents as files of a letter
  helped          the customer's POMOGŁO                  absence          who only seems to be away
  ticket_matter   what every letter about a ticket shows of it
  tariff, own_rates, ticket_rows, work_rows, complaints   what letters tell of a rate, a ticket, a day, a complaint
  open_orders     what accepted orders of package hours still wait for
  delivery        the only one that sends
Clocks
  deadlines, digest   what managers are told of terms     calls            calls that no customer confirmed
  alarm           when nobody looked into the mailbox for minutes
Asked for
  self_service    by the subject of a mail                staff            by technicians and managers
  looking, explanation, ingest, replay, simulation        on the command line
Rooms of their own
  packages, payers, billing, imports, help, insert        each with its map
All of them see
  office          the company                             ports            what the outside must be able to do
  shelf           its help articles and guided cases

May import ``mail``, ``store``, ``documents``, ``domain`` and ``terms``. A new job: a file that gathers and records
here, its rule in ``domain``, its tick in ``worker.app`` and ``worker.service``.
"""
