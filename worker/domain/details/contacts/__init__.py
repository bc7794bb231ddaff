"""How to reach the user (points 1.3, 1.5; rule 5).

``phones``        telephone numbers, the best first        ``addresses``   e-mail addresses, the same
``phone_words``   what the words around a number say
``spelled``       numbers and addresses in words
``weighing``      what both have in common: weights, labels, asides
"""
