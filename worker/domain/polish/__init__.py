"""Polish words: how they are compared, and what the dictionary knows of them.

``folding``      lower case without diacritics
``dictionary``   the readings of a word: its base form, its grammatical tags, whether it is a name
``grammar``      parts of speech and cases by their tags; people by their jobs, adjectives that go with a noun
``nouns``        the forms of a noun phrase
``names``        names of people: their forms, short forms, who is who
``value_forms``  values of a report as letters print them
``computer_form``  … of computers
"""

from worker.domain.polish.dictionary import Reading, base_forms, names_of, readings
from worker.domain.polish.folding import CAPITALS, CONSONANTS, bare, fold, replaced
from worker.domain.polish.grammar import (
    ADJECTIVES,
    CASES,
    FINITE,
    LINKS,
    NOUNS,
    PERSONAL,
    PREDICATES,
    VERBS,
    agrees,
    agrees_in_gender,
    is_first_name,
    is_person,
    is_surname,
    is_vocative_only,
)

__all__ = [
    "ADJECTIVES",
    "CAPITALS",
    "CASES",
    "CONSONANTS",
    "FINITE",
    "LINKS",
    "NOUNS",
    "PERSONAL",
    "PREDICATES",
    "VERBS",
    "Reading",
    "agrees",
    "agrees_in_gender",
    "bare",
    "base_forms",
    "fold",
    "is_first_name",
    "is_person",
    "is_surname",
    "is_vocative_only",
    "names_of",
    "readings",
    "replaced",
]
