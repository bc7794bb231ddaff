"""The named subject of a verb of work is the user; who waits, helps, left or is on a paper is none (rule 4)."""

import pytest

from worker.domain.details import Source, read_details


def _user(text: str, author_name: str = "") -> str:
    details = read_details(Source(topic="Kłopot", new_text=text, text=text, author_name=author_name))
    return details.user.value if details.user else ""


@pytest.mark.parametrize(
    ("text", "user"),
    [
        # the subject before the verb, past an apposition
        ("Kolektor się zawiesza. Pracownik magazynu Piotrek nosi go od rana do wieczora.", "Piotrek"),
        ("Oksana, nasza kucharka, która wpisuje tam jadłospisy, widzi tylko pusty ekran.", "Oksana"),
        ("laptop w magazynie sie wiesza przy wydruku listow. Zdzichu na nim robi od szostej, 505 606 707", "Zdzichu"),
        ("Dmytro na wózku nie ma zasięgu wifi w tablecie, cały czas kręci się kółko.", "Dmytro"),
        ("Towar w arkuszu sie dubluje. Rychu wazy, telefon ma 505 606 707", "Rychu"),
        # … behind it
        ("Po aktualizacji skaner nie zapisuje plików. Skanuje u nas zawsze Bożenka.", "Bożenka"),
        ("Drukarka etykiet gubi kalibrację, przy tej drukarce pracuje Iwonka.", "Iwonka"),
        ("Drukarka gubi kartki, drukuje na niej kuzyn szefa, Witold.", "Witold"),
        ("Tablet nie synchronizuje danych, tablet ma przy sobie Gienek.", "Gienek"),
        ("Skala na wykresie skacze. Mierzy tam zwykle laborant Kania.", "Kania"),
        # … by a pronoun
        ("Proszę pytać o Marzenkę, ona siedzi przy tym komputerze. Płatnik nie otwiera deklaracji.", "Marzenkę"),
        ("Zadzwońcie do Heleny (ona tam siedzi), Płatnik nie wysyła.", "Heleny"),
        ("Rozmawiać proszę z Damianem Wroną, który obsługuje tę frezarkę, komunikat nie znika.", "Damianem Wroną"),
    ],
)
def test_who_does_the_work_is_the_user(text: str, user: str) -> None:
    assert _user(text) == user


@pytest.mark.parametrize(
    "text",
    [
        "Komputer przy oknie nie startuje. Kierownik Wrona prosi o szybki termin.",
        "Komputer przy oknie nie startuje. Prezes Nowak czeka na wydruki.",
        "Komputer przy oknie nie startuje. Instalował go tam Marek z Waszej firmy.",
        "Komputer przy oknie nie startuje. Naprawia go nam Janek, szwagier.",
        "Komputer przy oknie nie startuje. Dyrektor Kania na urlopie.",
        "Komputer przy oknie nie startuje. Uczyła na nim pani Ewa Lis, ale w czerwcu odeszła do kuratorium.",
        "Nie zapisują się na komputerze wyniki Anny Malik i Adama Kosa z dziś, plik jest pusty.",
        "Kasa nie drukuje paragonu dla pani Zofii Mróz, stałej klientki.",
        "Komputer w biurze nie startuje. Lena pracuje w tym tygodniu z domu, a ja nie mam jak wystawić faktury.",
    ],
)
def test_who_waits_helps_left_or_is_on_a_paper_is_no_user(text: str) -> None:
    assert _user(text) == ""


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Walczę z plikiem, koleżanka Zosia otwiera go u siebie w domu.\n\nKamila Zych", "Kamila Zych"),
        ("Na moim komputerze gaśnie ekran, organista Paweł ma własny laptop.\n\nJan Lis", "Jan Lis"),
        ("Na fakturze mi znika termin. Obok u kolegi Wilka tego nie ma.\n\nAdam Kos", "Adam Kos"),
        ("Edward Kos, zegarmistrz, komputer przy ladzie gaśnie co pół godziny.", "Edward Kos"),
    ],
)
def test_the_writer_s_own_trouble_stands_over_whom_he_compares_with(text: str, user: str) -> None:
    assert _user(text) == user


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Hej, Mirek z tej strony. Plotter rysuje krzywo i przerywa w połowie arkusza.", "Mirek"),
        ("Tutaj Zosia z recepcji, terminal płatniczy nie łączy się z programem od rana.", "Zosia"),
        ("Witam, Sebastian tutaj. Edytor etykiet nie zapisuje szablonów.", "Sebastian"),
    ],
)
def test_who_introduces_himself_signs(text: str, user: str) -> None:
    assert _user(text) == user


def test_who_introduces_himself_tells_of_somebody_unnamed() -> None:
    assert _user("Tutaj Zosia z kadr. Nasza magazynierka nie może zalogować się do programu.") == ""


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("U Tadka na hali wyskakuje komunikat o braku licencji.", "Tadka"),
        ("Kolektor zawiesza się przy przyjęciu. Magazynierka: Sylwia.", "Sylwia"),
        ("Grafik się nie zapisuje. Bosmanem jest u nas teraz Kajetan.", "Kajetan"),
        ("Notariusz Wrona prosi o telefon, akty nie wysyłają się do rejestru.", "Wrona"),
        ("Na kompie wyskakuje hasło, siedzi na nim Jan „Kosa” Wilk.", "Jan „Kosa” Wilk"),
        ("Personel: KRAWIEC EWA. Objaw: ekran gaśnie.", "KRAWIEC EWA"),
        ("Na tablecie Ewelinki nie reaguje dotyk w dolnym rogu.", "Ewelinki"),
        ("Na pasku nic nie widać.\n\nTatyana Kovalchuk\ntel. 605 000 111", "Tatyana Kovalchuk"),
    ],
)
def test_other_words_that_name_a_user(text: str, user: str) -> None:
    assert _user(text) == user


@pytest.mark.parametrize(
    "text",
    [
        "U Wandy w sklepie działa, a u nas kasa nie drukuje paragonów od rana.",
        "Bar u Zosi, kasa nie drukuje paragonów od rana.",
        "W Barze U Zosi kasa nie drukuje paragonów od rana.",
        "Komputer nie startuje, wygasło konto allegro.",
        "Komputer nie startuje, konto google prosi o kod.",
    ],
)
def test_a_place_or_a_service_is_no_user(text: str) -> None:
    assert _user(text) == ""


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("Konto jkowalska jest zablokowane po trzech próbach na komputerze KADRY-1.", "jkowalska"),
        ("Login: awisniewska2, system nie przyjmuje hasła po zmianie.", "awisniewska2"),
    ],
)
def test_an_initial_and_a_name_are_a_login(text: str, login: str) -> None:
    assert _user(text) == login


@pytest.mark.parametrize(
    "told",
    [
        "Na laptopie naszego geodety wyskakuje błąd sterownika GPS.",
        "Nasz introligator ma problem z plikami, nie otwierają się na komputerze w oprawie.",
        "Mój przełożony w oddziale nie ma na laptopie dźwięku.",
        "Stażysta z drugiej zmiany przybiegł do mnie, że komputer przy piecu gaśnie co chwilę.",
    ],
)
def test_any_job_may_be_somebody_unnamed(told: str) -> None:
    assert _user(f"{told}\n\nTomasz Reszka") == ""


@pytest.mark.parametrize(
    "told",
    [
        "Karta nie czyta się w moim komputerze. W laptopie geodety czyta się dobrze.",
        "Wyskakuje błąd sterownika na laptopie służbowym.",
        "Strona banku nie otwiera się. Operator przysłał, że u nich wszystko w porządku.",
    ],
)
def test_a_comparison_leaves_the_signer_the_user(told: str) -> None:
    assert _user(f"{told}\n\nTomasz Reszka") == "Tomasz Reszka"
