"""Ordinary reports into which a test puts a sentence: whole ones, and ones without one detail (points 1.3, 1.5).

``WHOLE`` gives every detail, each in another way; of it ``WITHOUT`` takes one away. ``said`` puts the sentence where
people write such things: behind the problem, before it, in a paragraph of its own.
"""

from dataclasses import dataclass

from worker.domain.details import RequestKind, Source, missing_details, read_details
from worker.domain.found import Detail, Details


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report with ``{}`` where the sentence goes, and what it tells besides."""

    text: str
    workstation: str = ""
    user: str = ""
    phone: str = ""


def said(report: Report, sentence: str, *, topic: str = "Prośba o pomoc") -> Source:
    """The mail with the sentence in it."""
    return Source(topic=topic, new_text=report.text.format(sentence), author_address="x@firma.example")


def read(report: Report, sentence: str) -> Details:
    """What is read in the mail with the sentence in it."""
    return read_details(said(report, sentence))


def missing(details: Details) -> tuple[Detail, ...]:
    """What a report still lacks."""
    return missing_details(details, RequestKind.REPORT)


WHOLE = (
    Report(
        text="Dzień dobry,\nna komputerze w sekretariacie Subiekt przy zapisie faktury wyświetla komunikat „Brak"
        " połączenia z bazą danych”. {}\nTelefon do mnie: 601 234 567.\n\nPozdrawiam\nAnna Nowak\nHurtownia Dąb",
        workstation="sekretariacie",
        user="Anna Nowak",
        phone="601 234 567",
    ),
    Report(
        text="Witam. {}\nLaptop przy ladzie gubi sieć co kilka minut i nie wysyła paragonów na drukarkę."
        " Na laptopie pracuje pani Zofia Bednarz, tel. 510 000 633.\n\nPozdrawiamy\nCukiernia Bajka",
        workstation="aptop przy ladzie",
        user="Zofia Bednarz",
        phone="510 000 633",
    ),
    Report(
        text="Dzień dobry,\nkomputer KADRY-2: po otwarciu Outlooka pojawia się okno z prośbą o hasło i nie przyjmuje"
        " hasła.\n\n{}\n\nMarek Wójcik\nkadry\ntel. 22 555 01 77",
        workstation="KADRY-2",
        user="Marek Wójcik",
        phone="22 555 01 77",
    ),
)
WITHOUT = {
    Detail.WORKSTATION: (
        Report(
            text="Dzień dobry,\nSubiekt przy zapisie faktury wyświetla komunikat „Brak połączenia z bazą danych”. {}\n"
            "Telefon do mnie: 601 234 567.\n\nPozdrawiam\nAnna Nowak\nHurtownia Dąb"
        ),
        Report(
            text="Witam. {}\nProgram gubi sieć co kilka minut i nie wysyła paragonów na drukarkę. Zgłasza pani"
            " Zofia Bednarz, tel. 510 000 633.\n\nPozdrawiamy\nCukiernia Bajka"
        ),
    ),
    Detail.USER: (
        Report(
            text="Dzień dobry,\nna komputerze w sekretariacie Subiekt przy zapisie faktury wyświetla komunikat „Brak"
            " połączenia z bazą danych”. {}\nTelefon: 601 234 567.\n\nPozdrawiamy\nHurtownia Dąb"
        ),
        Report(
            text="Witam. {}\nLaptop przy ladzie gubi sieć co kilka minut i nie wysyła paragonów na drukarkę."
            " Kontakt: 510 000 633.\n\nPozdrawiamy\nCukiernia Bajka"
        ),
    ),
    Detail.CONTACT: (
        Report(
            text="Dzień dobry,\nna komputerze w sekretariacie Subiekt przy zapisie faktury wyświetla komunikat „Brak"
            " połączenia z bazą danych”. {}\n\nPozdrawiam\nAnna Nowak\nHurtownia Dąb"
        ),
        Report(
            text="Witam. {}\nLaptop przy ladzie gubi sieć co kilka minut i nie wysyła paragonów na drukarkę."
            " Na laptopie pracuje pani Zofia Bednarz.\n\nPozdrawiamy\nCukiernia Bajka"
        ),
    ),
    Detail.DESCRIPTION: (
        Report(
            text="Dzień dobry,\nna komputerze w sekretariacie nie działa Subiekt. {}\nTelefon do mnie: 601 234 567.\n\n"
            "Pozdrawiam\nAnna Nowak\nHurtownia Dąb"
        ),
        Report(text="Dzień dobry,\nkomputer KADRY-2 zwariował.\n\n{}\n\nMarek Wójcik\nkadry\ntel. 22 555 01 77"),
    ),
}
