"""What a message is: bytes to ``InboundMessage`` (mime, replies) and facts to bytes (letters, compose).

In
  mime            bytes to ``InboundMessage``               replies       quotes and signatures off
  typed_answers   what was written into our quoted letter
Out
  letters         facts to the words of a letter            compose       … to its exact bytes
  header          header values that cannot inject          message_id    ids and addresses only we can have made
  sent_files      the files of a letter that left           memory        big blocks given back to the system

May import ``domain`` and ``terms``; never ``store``, which it does not know. A new letter is a matter of ``letters``,
something new about mail that comes in one of ``mime`` (of its form) or ``replies`` (of its text).
"""
