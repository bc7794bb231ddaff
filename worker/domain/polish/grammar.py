"""Parts of speech and grammatical cases as the dictionary tags them, and what they tell of a word."""

from functools import lru_cache

from worker.domain.polish.dictionary import Reading, names_of, readings

# Reading.part
PERSONAL = frozenset({"fin", "praet"})  # said of somebody or something: "drukuje", "drukowała"
FINITE = PERSONAL | {"impt", "imps", "bedzie"}  # … and "drukuj", "wydrukowano", "będzie"
VERBS = FINITE | {"inf"}
PREDICATES = VERBS | {"pred"}  # … and "można", "trzeba"
ADJECTIVES = frozenset({"adj", "ppas", "pact"})  # "nowy", "zablokowany", "dokujący"
NOUNS = frozenset({"subst", "ger"})  # "zapis", "zapisanie"
LINKS = frozenset({"conj", "comp", "part", "adv", "qub", "interj"})  # "i", "że", "nie", "znowu"
# Reading.tags
CASES = frozenset({"nom", "gen", "dat", "acc", "inst", "loc"})  # the vocative aside
NUMBERS = frozenset({"sg", "pl"})
GENDERS = frozenset({"m1", "m2", "m3", "f", "n"})
# Reading.names
_PROPER = frozenset({"imię", "nazwisko", "nazwa_geograficzna"})

_MEN = {"ka": ("", "a", "k"), "czka": ("k",), "czyni": ("ca", "wca"), "na": ("ny",)}  # how a man of her job is called
_SHORTEST_JOB = 5


def is_first_name(word: str) -> bool:
    """Whether the word can be a first name in any case ending."""
    return "imię" in names_of(word)


def is_surname(word: str) -> bool:
    """Whether each part of the (perhaps hyphenated) word can be a surname in any case ending."""
    return all("nazwisko" in names_of(part) for part in word.split("-"))


def agrees(adjective: Reading, noun: str) -> bool:
    """Whether an adjective stands in the case, the number and the gender of a noun; a word unknown agrees with all."""
    kinds = [one.tags for one in readings(noun.lower()) if one.part == "subst"]
    wanted = (CASES, NUMBERS, GENDERS)
    return not kinds or any(all(tags & adjective.tags & one for one in wanted) for tags in kinds)


def agrees_in_gender(adjective: Reading, noun: str) -> bool:
    """Whether a word is a noun of an adjective's number and gender, in whatever case: "koleżance" for "która"."""
    kinds = [one.tags for one in (*readings(noun), *readings(noun.lower())) if one.part == "subst"]
    return any(all(tags & adjective.tags & one for one in (NUMBERS, GENDERS)) for tags in kinds)


def is_vocative_only(word: str) -> bool:
    """Whether the word, read as a first name, is an address ("Panie Marku", "Aniu"), not a mention."""
    cases = [reading.tags for reading in readings(word[:1].upper() + word[1:].lower()) if "imię" in reading.names]
    return bool(cases) and all("voc" in tags and "nom" not in tags for tags in cases if "sg" in tags)


@lru_cache(maxsize=20_000)
def is_person(word: str, case: str = "sg") -> bool:
    """Whether a common noun is somebody, in that case (or in any): "fakturzystki", "handlowca".

    The dictionary marks men (m1); a woman is told by the man of the same job: fakturzystka, fakturzysta.
    """
    return any(
        reading.part == "subst"
        and {case, "sg"} <= reading.tags
        and not reading.names & _PROPER
        and _is_somebody(reading)
        for reading in readings(word.lower())
    )


def _is_somebody(reading: Reading) -> bool:
    if "m1" in reading.tags:
        return True
    if "f" not in reading.tags or len(reading.lemma) < _SHORTEST_JOB:
        return False
    men = [
        reading.lemma.removesuffix(end) + man for end, men in _MEN.items() if reading.lemma.endswith(end) for man in men
    ]
    return any("m1" in one.tags and "nom" in one.tags for man in men for one in readings(man))
