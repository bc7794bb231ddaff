"""What the regulamin says, as pure functions over frozen values.

Nothing here reads a clock, a file, a socket, a database or a setting: ``now`` is an argument.

A mail and what becomes of it
  message, subject, found, case    what is known of it      details          the details of a report, from free text
  triage          the ordered rules                         report_rules, points_rules      … of reports, of InsPunkty
  classify, machine_wording, matter  machines               advertising      spam that no filter marked
  absence         who is away and says no more              way_out          how newsletters end
  verdict         what is decided, and why
  self_service    questions by subject                      repetition       how a loop looks
  commands        a technician's lines                      staff_rules, money_rules        what speaks against them
  guards          reasons to ask him first
  help            help articles and cases                   insert, wallet   the wallet by mail, and its engine
  polish, nouns, names, value_forms, computer_form          Polish words, and values as letters print them
  nip, ticket_id  numbers with a check digit
Days and terms
  calendar        working days, holidays                    deadlines        terms, and their last day
  thresholds      when a term is told of                    month_end        when a month is billed
Work and money
  policy          the answers to the open questions         work_log         what may be written down
  bands, rounding, topics, rates, money, travel             what an hour costs
  work, visits, implementation, late_work                   remote, onsite, by the implementation price list, told late
  packages, package_hours, package_account, package_news    packages of hours
  drawing, selection, orders, open_orders, compensation     … how they are drawn on, ordered from, made good
  customer, overdue                                         what a payer is: regular, overdue
  month, settlement, statement                              a month: its facts, how it is settled, what it comes to
  anomalies, explanation                                    what is odd in it, and how a figure came about
  corrections, correcting, papers                           rebates revoked, correcting invoices, which paper is which

May import ``terms``. A new rule: a pure function in the file of its matter; one about mails is put into
``triage``, in its place of the order.
"""
