"""Reading the details of a report from free Polish text (points 1.3, 1.5, 13.8). One concept a file.

``source``       what is read and in which order          ``labels``    labelled lines, forms, tables
``phrases``      word lists and sentences                 ``people``    names by the dictionary
``signer``       who signs                                ``user``      who uses the computer
``told``, ``sayings``  whom the words tell to use it      ``unnamed``   a report about nobody in particular
``outsiders``    whom they name without meaning the user  ``own_use``  the writer works on it
``workstation``  which computer                           ``devices``, ``leads``, ``places``, ``asides``
``computer_names``  what offices call them           ``telling``      an adjective, a deed, who sits there
``hosts``        a computer's name on its own             ``rooms``      a room where work is told of
``no_devices``   words of devices that mean none
``phones``, ``addresses``, ``spelled``  contacts          ``contact``     what both have in common
``programs``, ``naming``  software, system, service line
``description``  more than "nie działa"                   ``evidence``, ``symptoms``  what a sentence says
``subjects``     of whom a verb is said: people have no symptoms
``complement``   what happens to what                     ``wishes``    a deed asked for, nothing broken
``trade``        whether it is something we look after
``orders``       package orders and invoices              ``kinds``     order, complaint or confirmed call
``lengths``      the hours that an order asks for         ``technician``  whom it asks for by name
``dates``        the days that it suggests
``answer``       one line in answer to our checklist
``reading``      all of it; merging; what is missing
"""

from worker.domain.details.answer import read_answer
from worker.domain.details.kinds import is_complaint, is_english_complaint, is_package_order, is_phone_confirmation
from worker.domain.details.reading import REQUIRED, RequestKind, merge, missing_details, read_details
from worker.domain.details.text.source import Source

__all__ = [
    "REQUIRED",
    "RequestKind",
    "Source",
    "is_complaint",
    "is_english_complaint",
    "is_package_order",
    "is_phone_confirmation",
    "merge",
    "missing_details",
    "read_answer",
    "read_details",
]
