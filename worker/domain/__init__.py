"""What the regulamin says, as pure functions over frozen values.

Nothing here reads a clock, a file, a socket, a database or a setting: ``now`` is an argument.

A mail and what becomes of it
  message, subject, found, case    what is known of it      details          the details of a report, from free text
  triage          the ordered rules                         report_rules, points_rules      … of reports, of InsPunkty
  classify, machine_wording, matter  machines               advertising      spam that no filter marked
  absence         who is away and says no more              way_out          how newsletters end
  verdict         what is decided, and why                  letter_kind     to whom a letter of ours goes
  self_service    questions by subject                      repetition       how a loop looks
  commands        a technician's lines                      staff_rules, money_rules        what speaks against them
  guards          reasons to ask him first
  help            help articles and cases                   insert          the wallet of InsPunkty, by mail
  nip, ticket_id  numbers with a check digit                polish          Polish words; values as letters print them
Days and terms
  calendar        working days, holidays                    deadlines        terms, and their last day
  thresholds      when a term is told of                    month_end        when a month is billed
Work and money
  policy          the answers to the open questions         work_log         what may be written down
  tariff          what an hour costs                        packages         packages of hours
  billing         a payer's month, and its corrections

May import ``terms``. A new rule: a pure function in the file of its matter; one about mails is put into
``triage``, in its place of the order.
"""
