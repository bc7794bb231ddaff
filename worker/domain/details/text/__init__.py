"""What every reader reads with.

``source``      the facts of a mail; its passages, folded, with their offsets
``phrases``     the rows of the word lists as patterns; names of programs
``sentences``   where sentences, abbreviations and brackets end
``labels``      labelled lines, forms, tables: "Stanowisko: KASA 1"
``works``       whether what follows says that there it works
``card``        what stands under a closing formula
"""
