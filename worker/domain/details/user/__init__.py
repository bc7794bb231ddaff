"""Who works on the computer (point 1.3, rule 4).

``user``            the first sign of somebody, in the order of their strength
``labelled_user``   "Użytkownik: Anna Nowak"
``told``            whom words of use, a role or a device of his own point to
``sayings``            … and sayings: "obsługuje go Jan Lis"
``doers``              … and verbs of work, whose named subject sits there: "waży tam majster Cebula"
``own_use``         whether the writer tells of his own work there: then who signs is the user
``unnamed``         whether somebody without a name has the trouble: then nobody is the user
``jobs``               … any job the dictionary knows: who acts, whose computer it is
``deeds``           what a named person does: who waits or travels is no user
``mentioned``       anybody else who may have the trouble
"""
