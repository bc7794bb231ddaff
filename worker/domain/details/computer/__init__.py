"""Which computer is meant: the phrase that singles it out (point 1.3, rule 3).

``workstation``         a label first, else the candidate that is worth most
``labelled_computer``   "Stanowisko: KASA 1"
``candidates``          every phrase that singles out, of four kinds:
``devices``                a word of a device with what stands around it
``hosts``                  a computer's name on its own
``rooms``                  a room in which work is told of
``stand_ins``              what stands for a computer: its user, its make, the head of a line
``loosely``             a second look where all this finds none: read by grammar alone
``loose_devices``          what depends on a device         ``loose_places``  a place, a person, a head without a verb
``workplaces``             how places of work are called
``comparison``          … and which of them only compare, or are thanked for

Around a device:
``no_devices``   words of devices that mean none
``leads``        before it: whose, where, "any of them"
``modifiers``    behind it: a number, a name, a place, an owner, a use
``beyond``          … and what stands behind a model or a few words more
``asides``          a bracket                                ``purposes``   what it is for
``telling``      an adjective, a deed, who sits there
What these share:
``singling``     a phrase, its worth, numbers                ``names``      codes, quoted names, capitals
``places``       "w gabinecie nr 2"                          ``owners``     "pani Zosi"
"""
