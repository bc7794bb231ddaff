"""The only code that touches the outside world; each library of a protocol lives in exactly one file here.

imap, imap_session, imap_account, imap_errors     the mailbox
idle                                              what wakes its reader
smtp, smtp_session, smtp_account, smtp_envelope   the way out
account, oauth                                    what both accounts have in common; access tokens
mail_files, table_files, bank_statement           files people hand us: mails, CSV and XLSX, MT940
scheduler, clock, logs                            ticks, the time, what is told on stderr
embedded                                          servers inside the process, for the demo

May import ``application.ports`` and the ``Sheet`` of ``application.imports``. A new way in or out: a Protocol
of ``ports``, its file here.
"""
