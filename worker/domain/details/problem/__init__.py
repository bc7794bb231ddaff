"""What happens: enough for a technician to begin, or only "nie działa" (point 1.5).

``description``     the sentences that describe; greetings, signatures and other labels left out
``evidence``        … asks of each sentence what it says:
``symptoms``           how many different things happen
``subjects``           … of whom a verb is said: people and offices have no symptoms
``unreal``             … what is wished, planned or heard of does not happen
``complement``         what happens to what
``circumstances``      when, and at which action
``messages``           which message, with its words
``trade``              … what a person harms is something that we look after
``wishes``             which deed is asked for, where nothing is broken
"""
