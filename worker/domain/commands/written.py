"""A command line on its way into a value: as written, folded, and how to say that it is wrong."""

from dataclasses import dataclass
from datetime import datetime

from worker.domain.commands import forms
from worker.domain.commands.wrong import Problem, Wrong
from worker.domain.polish import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One line to be read: as written, the value behind the keyword, and when the mail arrived."""

    line: str
    value: str
    now: datetime

    @property
    def folded(self) -> str:
        """The value without case and diacritics, its spaces single."""
        return " ".join(fold(self.value).replace("\u2013", "-").replace("\u2014", "-").split())

    def wrong(self, problem: Problem, right: str, about: str = "") -> Wrong:
        """This line is wrong."""
        return Wrong(line=self.line, problem=problem, about=about, right=right)


Result = forms.Command | Wrong
