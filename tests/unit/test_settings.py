"""Settings: what wins, what is an error and what its sentence says, and that no secret shows anywhere."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, SecretStr
from pydantic_core import PydanticUndefined

from worker.adapters.account import Security
from worker.cli.example import EXAMPLE
from worker.domain.calendar import WARSAW, is_working_day
from worker.domain.found import Detail
from worker.domain.tariff.package_hours import in_package_hours
from worker.settings import (
    ImapSection,
    Settings,
    SettingsError,
    SmtpSection,
    load,
    read_secret,
    unknown_environment,
)
from worker.wiring import office

MAIL = '[mail]\naddress = "pomoc@firma.example"\n'
SECRET = "Tajne-H4sło"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the machine's own, and an empty current folder."""
    import os  # noqa: PLC0415  # only here

    for name in [name for name in os.environ if name.upper().startswith("POMOC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "pomoc.toml") -> Path:
    path = Path.cwd() / name
    path.write_text(text, "utf-8")
    return path


def refused(text: str) -> str:
    with pytest.raises(SettingsError) as error:
        load(written(text))
    return str(error.value)


# --- precedence ---


def test_defaults_then_file_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(MAIL + '[imap]\nhost = "z-pliku"\nfolder = "Serwis"\n')
    found = load(path)
    assert (found.imap.host, found.imap.folder, found.imap.poll_seconds) == ("z-pliku", "Serwis", 60)
    monkeypatch.setenv("POMOC_IMAP__HOST", "z-otoczenia")
    monkeypatch.setenv("POMOC_IMAP__POLL_SECONDS", "5")
    found = load(path)
    assert (found.imap.host, found.imap.folder, found.imap.poll_seconds) == ("z-otoczenia", "Serwis", 5)


def test_names_of_the_environment_are_nested_by_two_underscores_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POMOC_MAIL__ADDRESS", "pomoc@x.example")
    monkeypatch.setenv("pomoc_mail__authserv_id", "mx.x.example")
    monkeypatch.setenv("POMOC_MAIL__QUEUE", '["a@x.example", "b@x.example"]')
    monkeypatch.setenv("POMOC_MANAGERS", '[{"email": "szef@x.example"}]')
    monkeypatch.setenv("POMOC_IMAP__OAUTH__CLIENT_ID", "id")
    monkeypatch.setenv("POMOC_IMAP__OAUTH__TOKEN_URL", "https://x.example")
    found = load()
    assert found.mail.address == "pomoc@x.example"
    assert found.mail.authserv_id == "mx.x.example"
    assert found.mail.queue == ["a@x.example", "b@x.example"]
    assert found.managers[0].email == "szef@x.example"
    assert found.imap.oauth is not None
    assert found.imap.oauth.client_id == "id"


def test_the_file_is_the_one_named_then_the_one_of_the_environment_then_pomoc_toml(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written(MAIL)
    other = written(MAIL.replace("pomoc@", "inna@"), "inna.toml")
    third = written(MAIL.replace("pomoc@", "trzecia@"), "trzecia.toml")
    assert load().mail.address == "pomoc@firma.example"
    monkeypatch.setenv("POMOC_CONFIG", str(other))
    assert load().mail.address == "inna@firma.example"
    assert load(third).mail.address == "trzecia@firma.example"


# --- errors ---


@pytest.mark.parametrize("how", ["argument", "environment"])
def test_a_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setenv("POMOC_CONFIG", "nie-ma.toml")
    with pytest.raises(SettingsError, match=r"no settings file nie-ma\.toml; `pomoc init`"):
        load(Path("nie-ma.toml") if how == "argument" else None)


def test_without_any_file_the_address_is_what_is_missing() -> None:
    with pytest.raises(SettingsError, match="mail is missing"):
        load()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[mail]\nadress = "x"\n', r"unknown key mail\.adress; did you mean address\?"),
        (MAIL + "[imapp]\n", r"unknown key imapp; did you mean imap\?"),
        (MAIL + '[imap]\nhostt = "x"\n', r"unknown key imap\.hostt; did you mean host\?"),
        (
            MAIL + '[imap.oauth]\ntoken_url = ""\nclient_id = ""\nscop = ""\n',
            r"imap\.oauth\.scop; did you mean scope\?",
        ),
        (MAIL + '[[managers]]\nemial = "x@x"\n', r"unknown key managers\.0\.emial; did you mean email\?"),
        (MAIL + '[[customers]]\nnip = "5259912077"\nreaction_day = 5\n', r"customers\.0\.reaction_day; did you mean"),
        (MAIL + "[rules]\nxyzzy = 1\n", r"unknown key rules\.xyzzy; known keys: .*required"),
    ],
)
def test_an_unknown_key_names_the_nearest_right_one(text: str, sentence: str) -> None:
    said = refused(text)
    assert re.search(sentence, said)
    assert "pomoc.toml" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (MAIL + "[imap]\npoll_seconds = 0\n", r"imap\.poll_seconds: .*greater than or equal to 1"),
        (MAIL + '[imap]\nport = "abc"\n', r"imap\.port: .*integer"),
        (MAIL + '[imap]\nsecurity = "ssl"\n', r"imap\.security: .*'tls', 'starttls' or 'none'"),
        (MAIL + '[rules]\nrequired = ["nipp"]\n', r"rules\.required\.0: .*'nip'"),
        (MAIL + '[[managers]]\nemail = "szef"\n', r"managers\.0: 'szef' is not an e-mail address"),
        (
            MAIL + '[[managers]]\nemail = "Anna <szef@firma.example>"\n',
            r"managers\.0: 'Anna <.* is not an e-mail address",
        ),
        (MAIL + '[[customers]]\nnip = "5259912078"\n', r"customers\.0: NIP '5259912078' is not valid"),
        (MAIL + '[[technicians]]\nname = "Jan"\n', r"technicians\.0\.email is missing"),
        (MAIL + '[company]\ndays_off = ["5 czerwca"]\n', r"company\.days_off\.0: .*date"),
        ('imap = "x"\n' + MAIL, r"imap: .*"),
        ('[mail]\naddress = "pomoc"\n', r"mail: address .*e-mail address"),
        ('[mail]\naddress = ""\n', r"mail: address .*e-mail address"),
        ('[mail]\naddress = "a@b.example"\nticket_prefix = "ZGL-"\n', r"mail: ticket_prefix .*three signs"),
    ],
)
def test_a_wrong_value_says_where_and_what_would_be_right(text: str, sentence: str) -> None:
    assert re.search(sentence, refused(text))


def test_several_errors_are_told_at_once() -> None:
    said = refused(MAIL + '[imap]\nhostt = "x"\nport = "abc"\n[smtp]\nconnections = 0\n')
    assert all(part in said for part in ("imap.hostt", "imap.port", "smtp.connections"))


def test_broken_toml_says_where() -> None:
    assert re.search(r"pomoc\.toml is not valid TOML: .*line 2", refused('[mail]\naddress = "x\n'))


def test_a_file_in_another_encoding_says_so() -> None:
    path = Path.cwd() / "pomoc.toml"
    path.write_bytes('[mail]\nname = "Usługa"\n'.encode("windows-1250"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(path)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)


def test_a_list_in_the_environment_that_is_no_list_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POMOC_MAIL__QUEUE", "a@x.example")
    monkeypatch.setenv("POMOC_MANAGERS", "szef@x.example")
    with pytest.raises(SettingsError, match=r"POMOC_MA.*JSON"):
        load(written(MAIL))


def test_an_unknown_name_in_the_environment_is_an_error_that_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POMOC_IMAP__HOSTT", "x")
    assert "imap.hostt; did you mean host?" in refused(MAIL)


def test_names_of_the_environment_that_set_nothing_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POMOC_IMPA__HOST", "POMOC_MAIL_ADDRESS", "POMOC_X", "POMOC_IMAP__OAUTH__CLIENTID"):
        monkeypatch.setenv(name, "x")
    for name in ("POMOC_IMAP__HOST", "POMOC_MANAGERS", "POMOC_CONFIG", "POMOC_IMAP__OAUTH__CLIENT_ID", "PATH_POMOC"):
        monkeypatch.setenv(name, "x")
    assert unknown_environment() == [
        "POMOC_IMAP__OAUTH__CLIENTID",
        "POMOC_IMPA__HOST",
        "POMOC_MAIL_ADDRESS",
        "POMOC_X",
    ]


# --- secrets ---


def test_a_password_comes_from_the_setting_a_file_or_a_command(tmp_path: Path) -> None:
    file = tmp_path / "haslo"
    file.write_text(f"{SECRET}\nsecond line\n", "utf-8")
    for line in (
        f'password = "{SECRET}"',
        f'password_file = "{file}"',
        f"password_command = \"echo '{SECRET}'; echo more\"",
    ):
        section = load(written(f"{MAIL}[imap]\n{line}\n")).imap
        assert section.has_password
        assert section.reveal_password() == SECRET
    assert not ImapSection().has_password


def test_the_environment_beats_the_password_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POMOC_IMAP__PASSWORD", SECRET)
    assert load(written(MAIL + '[imap]\npassword_file = "/nie/ma"\n')).imap.reveal_password() == SECRET


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"password_file": "nie-ma"}, r"secret file nie-ma cannot be read: No such file"),
        ({"password_file": "."}, r"cannot be read: Is a directory"),
        ({"password_file": "pusty"}, r"pusty is empty"),
        ({"password_file": "biały"}, r"biały is empty"),
        ({"password_file": "dwójkowy"}, r"dwójkowy is not UTF-8"),
        ({"password_command": "exit 3"}, r"password_command ended with code 3"),
        ({"password_command": "echo co >&2; exit 1"}, r"ended with code 1: co"),
        ({"password_command": "true"}, r"password_command printed nothing"),
        ({"password_command": "nie-ma-takiego"}, r"ended with code 127"),
    ],
)
def test_a_password_that_cannot_be_had_is_one_sentence(section: dict[str, str], sentence: str) -> None:
    Path("pusty").touch()
    Path("biały").write_text("  \n", "utf-8")
    Path("dwójkowy").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=sentence):
        ImapSection(**section).reveal_password()  # type: ignore[arg-type]


def test_no_secret_shows_in_a_repr_or_a_dump() -> None:
    found = load(
        written(
            MAIL + f'[imap]\npassword = "{SECRET}"\n[imap.oauth]\ntoken_url = ""\nclient_id = ""\n'
            f'client_secret = "{SECRET}"\nrefresh_token = "{SECRET}"\n[smtp]\npassword = "{SECRET}"\n'
            f'[database]\nurl = "postgresql+psycopg://pomoc:{SECRET}@host/pomoc"\n'
        )
    )
    assert SECRET not in repr(found)
    assert SECRET not in str(found)
    assert SECRET not in found.model_dump_json(exclude={"database"})


def test_no_secret_shows_in_an_error() -> None:
    assert SECRET not in refused(f'{MAIL}[imap]\npassword = ["{SECRET}"]\n')
    assert SECRET not in refused(f'{MAIL}[imap]\npasword = "{SECRET}"\n')
    assert SECRET not in refused(f'{MAIL}[imap.oauth]\nclient_id = "x"\nrefresh_token = "{SECRET}"\n')


def test_a_secret_file_gives_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "s"
    file.write_text("  hasło ze spacją  \r\nreszta", "utf-8")
    assert read_secret(file) == "hasło ze spacją"


# --- the example ---


def _models(model: type[BaseModel] = Settings, prefix: str = "") -> dict[str, type[BaseModel]]:
    """Every section of the settings by its dotted name."""
    found = {prefix: model}
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is not None:
            found |= _models(inner, f"{prefix}.{name}".lstrip("."))
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((one for part in get_args(annotation) if (one := _model_in(part))), None)


def _sections() -> dict[str, list[str]]:
    """The lines of the example by section, as if nothing were commented out."""
    sections: dict[str, list[str]] = {"": []}
    now = ""
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if match := re.fullmatch(r"(?:# )?\[\[?([a-z.]+)\]\]?", line):
            now = match.group(1)
        sections.setdefault(now, []).append(line)
    return sections


_KEY = re.compile(r"(?P<commented># )?(?P<key>[a-z_]+) = (?P<value>.*?)(?P<example>  # for example)?")


def test_the_example_is_valid_as_it_stands() -> None:
    assert load(EXAMPLE).mail.address == "pomoc@example.com"


def test_the_example_is_valid_with_everything_uncommented() -> None:
    lines = [re.sub(r"^# (?=[a-z_]+ = |\[)", "", line) for line in EXAMPLE.read_text("utf-8").splitlines()]
    found = load(written("\n".join(lines), "all.toml"))
    assert found.customers[0].domains == ["delikatesy-rudnik.example"]
    assert found.imap.oauth is not None


@pytest.mark.parametrize("section", [name for name in _models() if name not in ("smtp.oauth", "alarm.oauth", "")])
def test_the_example_holds_every_key(section: str) -> None:
    model, text = _models()[section], "\n".join(_sections()[section])
    missing = [
        key
        for key, field in model.model_fields.items()
        if _model_in(field.annotation) is None and not re.search(rf"\b{key}\b", text)
    ]
    assert not missing


@pytest.mark.parametrize(
    ("section", "line"),
    [
        (section, line)
        for section, lines in _sections().items()
        for line in lines
        if line.startswith("# ") and _KEY.fullmatch(line)
    ],
)
def test_a_commented_key_shows_its_default_unless_it_says_otherwise(section: str, line: str) -> None:
    match = _KEY.fullmatch(line)
    assert match is not None
    model, key = _models()[section], match["key"]
    field = model.model_fields[key]
    shown = tomllib.loads(f"x = {match['value']}")["x"]
    if match["example"] or field.is_required() or section in ("technicians", "managers", "customers", "imap.oauth"):
        return
    default = field.get_default(call_default_factory=True)
    assert default is not PydanticUndefined
    if key == "port" and issubclass(model, ImapSection | SmtpSection):
        default = model.default_ports[model.model_fields["security"].default]
    if isinstance(default, Security):
        default = default.value
    if isinstance(default, list):
        default = [one.value if isinstance(one, Detail) else one for one in default]
    assert shown == ("" if default is None else default)
    assert not isinstance(default, SecretStr)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('nip = "5259912078"', "ten digits with a correct check digit"),
        ('bank_account = "61 1090 1014 0000 0712 1981 2875"', "26 digits with correct check digits"),
        ('bank_account = "123"', "26 digits with correct check digits"),
    ],
)
def test_a_wrong_number_of_the_company_is_an_error(line: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load(written(f"{MAIL}[company]\n{line}\n"))


@pytest.mark.parametrize(
    "text",
    ["[company]\ndays_off = [2026-06-05]", '[policies]\n"calendar.company_days_off" = ["2026-06-05"]'],
)
def test_the_company_has_one_list_of_days_off_wherever_it_is_written(text: str) -> None:
    made = office(load(written(f"{MAIL}{text}\n")), b"")
    assert not is_working_day(date(2026, 6, 5), days_off=made.days_off)  # alerts, digest, the reaction
    assert not in_package_hours(datetime(2026, 6, 5, 10, tzinfo=WARSAW), made.policy)


def test_addresses_are_the_same_in_any_case_and_with_spaces_around_them() -> None:
    mail = '[mail]\naddress = " Pomoc@Firma.example "\naliases = ["IT@firma.example "]\n'
    people = 'queue = [" M.Wilk@firma.example"]\n[[technicians]]\nname = "Marek"\nemail = "M.Wilk@firma.example "\n'
    made = office(load(written(mail + people)), b"")
    assert made.own_addresses == {"pomoc@firma.example", "it@firma.example"}
    assert made.staff_addresses == {"m.wilk@firma.example"}
    assert [(one.address, one.name) for one in made.queue] == [("m.wilk@firma.example", "Marek")]


def test_hours_of_the_month_end_keep_clear_of_the_nights_of_clock_changes() -> None:
    with pytest.raises(SettingsError, match="billing"):
        load(written(f"{MAIL}[billing]\nhour = 2\n"))


def test_a_logo_must_be_a_picture_that_is_there(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    settings = load(written(f"{MAIL}[company]\nlogo = '{logo}'\n"))
    with pytest.raises(SettingsError, match="cannot be read"):
        office(settings, b"")
    logo.write_bytes(b"GIF89a")
    with pytest.raises(SettingsError, match="no PNG, JPEG or SVG"):
        office(settings, b"")
    logo.write_bytes(b"\x89PNG\r\n")
    assert office(settings, b"").company.logo == b"\x89PNG\r\n"
