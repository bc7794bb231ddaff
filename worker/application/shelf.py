"""The articles and guided cases of the company, and which of them a mail asks for."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from worker.domain.help.lemmas import meanings
from worker.domain.help.matching import Heard, Look, Sample, best, is_spoken_of, look
from worker.store.ranking import Ranking
from worker.terms.help_articles import Article, Asked, articles
from worker.terms.help_cases import GuidedCase, guided_cases
from worker.terms.help_words import help_words


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What fits a mail: articles, the best first, and the case the ticket becomes."""

    articles: tuple[Article, ...] = ()
    case: GuidedCase | None = None


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What can be asked for. Read once; safe for threads."""

    articles: tuple[Article, ...]
    cases: tuple[GuidedCase, ...]

    def suggest(self, text: str) -> Suggestion:
        """What a mail asks for. ``text``: topic and own words of the mail."""
        heard = Heard(text=text)
        if not any(is_spoken_of(heard, asked) for asked in self._asked):
            return Suggestion()  # nearly every mail, so nothing is weighed for it
        looks = self._looks(heard)
        told = [one for one in self.articles if one.key in {fit.key for fit in best(looks[: len(self.articles)])}]
        order = [fit.key for fit in best(looks[: len(self.articles)])]
        told.sort(key=lambda one: order.index(one.key))
        own = best(looks[len(self.articles) :], most=1)
        key = next((one.key for one in own), "")
        case = next((one for one in self.cases if one.asked and one.asked.key == key), None)
        if case is None and told:
            case = next((one for one in self.cases if one.article == told[0].key), None)
        return Suggestion(articles=tuple(told), case=case)

    def looks(self, text: str) -> tuple[Look, ...]:
        """How each article, and after them each case with words of its own, fared, and why."""
        return self._looks(Heard(text=text))

    def _looks(self, heard: Heard) -> tuple[Look, ...]:
        weighed = self._ranking.weigh(heard.meanings)
        return tuple(look(heard, asked, self._samples, weighed) for asked in self._asked)

    def case(self, key: str) -> GuidedCase | None:
        """The case of this name; None when its file is gone."""
        return next((one for one in self.cases if one.key == key), None)

    @cached_property
    def _asked(self) -> tuple[Asked, ...]:
        return (*(one.asked for one in self.articles), *(one.asked for one in self.cases if one.asked))

    @cached_property
    def _samples(self) -> tuple[Sample, ...]:
        own = [
            Sample(key=asked.key, fits=fits, text=text)
            for asked in self._asked
            for fits, texts in ((True, asked.asks), (False, asked.unlike))
            for text in texts
        ]
        return (*own, *(Sample(key="", fits=False, text=text) for text in help_words().ordinary))

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking([meanings(sample.text) for sample in self._samples])


def open_shelf(articles_folder: Path | None = None, cases_folder: Path | None = None) -> Shelf:
    """The shipped files with those of the company. Raises HelpFileError."""
    return Shelf(articles=articles(articles_folder), cases=guided_cases(cases_folder))


@cache
def shipped_shelf() -> Shelf:
    """What comes with the program."""
    return open_shelf()
