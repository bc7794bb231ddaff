"""A sentence that gives no contact to the user: a wrong number on a receipt, a hotline that was called (rule 5)."""

import pytest

from tests.unit.details.ordinary import WITHOUT, missing, read
from worker.domain.found import Detail


@pytest.mark.parametrize(
    "sentence",
    [
        "Dzwoniliśmy na numer 22 555 01 00 i nikt nie odbiera.",
        "Dzwoniłam pod numer 22 555 01 00, nikt nie odbiera.",
        "Wczoraj dzwonił do nas ktoś z numeru 22 123 45 67 i podawał się za Microsoft.",
        "Na paragonie drukuje się zły telefon 22 555 12 12.",
        "W stopce maila mam stary numer telefonu 22 123 45 67.",
        "Na naszej stronie jest błędny numer 22 123 45 67.",
        "Dzwoniłem pod Państwa numer 22 555 44 33.",
        "W instrukcji jest numer 801 002 003.",
        "Dostawca internetu, tel. 801 002 003, nic nie wie.",
        "Maile wysyłane na adres zamowienia@hurtownia.example nie dochodzą.",
        "Faktury idą na adres ksiegowosc@klient.example.",
        "Może być tak, że ten mail to wirus.",
        "Może być, że ten adres jest zablokowany.",
        "Proszę odpisać, czy ten adres IP jest poprawny.",
        "Wystarczy zmienić ten adres na nowy.",
        "W stopce drukuje się stary e-mail info@stara.example.",
        "Pisałam już na adres serwis@producent.example.",
        "Odpowiedź przyszła z adresu help@producent.example.",
        "Klientka, pani Lis, tel. 601 234 567, czeka na fakturę.",
    ],
)
def test_no_contact(sentence: str) -> None:
    for report in WITHOUT[Detail.CONTACT]:
        assert Detail.CONTACT in missing(read(report, sentence))
