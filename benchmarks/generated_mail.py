"""Deterministic Polish helpdesk mail for benchmarks: mail ``i`` depends on the seed and ``i`` alone.

One in ten has a 200 KiB attachment, one in five is a reply; charsets utf-8 / iso-8859-2 / windows-1250, encodings
quoted-printable / base64 / 8bit, half plain text and half with Outlook-like HTML.
"""

import base64
import hashlib
import quopri
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import quote

ATTACHMENT_BYTES = 200 * 1024
ATTACH_EVERY = 10
REPLY_EVERY = 5
CET = timezone(timedelta(hours=1))
START = datetime(2026, 1, 5, 8, 0, tzinfo=CET)

FIRST = [
    "Paweł",
    "Małgorzata",
    "Łukasz",
    "Żaneta",
    "Grzegorz",
    "Świętosława",
    "Józef",
    "Agnieszka",
    "Michał",
    "Bożena",
    "Krzysztof",
    "Elżbieta",
    "Wojciech",
    "Jolanta",
    "Błażej",
    "Anna",
]
LAST = [
    "Wiśniewski",
    "Dąbrowska",
    "Kaźmierczak",
    "Żółkiewska",
    "Błaszczyk",
    "Gołębiewska",
    "Król",
    "Jabłońska",
    "Wójcik",
    "Sokołowska",
    "Pająk",
    "Grzęda",
    "Nowak",
    "Mróz",
    "Łęcka",
    "Ścibor",
]
COMPANY = [
    "budżet",
    "hurtex",
    "kancelaria-lex",
    "meblolux",
    "agrotech",
    "drukarnia-s",
    "autoserwis24",
    "piekarnia-zlotyklos",
    "medicus",
    "transpol",
    "elmont",
    "oknoplus",
    "stalbud",
    "farmix",
]
TOPIC = [
    "Nie działa drukarka",
    "Błąd przy księgowaniu faktury w Rewizorze",
    "Subiekt GT nie uruchamia się",
    "Prośba o reset hasła użytkownika",
    "Wolno działający komputer w sekretariacie",
    "Błąd „Nieprawidłowa struktura pliku JPK”",
    "Nie wysyła e-deklaracji ZUS",
    "Brak połączenia z serwerem SQL",
    "Kolektor danych nie łączy się z Wi-Fi",
    "Aktualizacja Gratyfikanta nexo – komunikat o błędzie",
    "Nowe stanowisko pracy od poniedziałku",
    "Kopia zapasowa kończy się błędem 0x80070070",
]
SENTENCE = [
    "Od dzisiejszego poranka nie możemy wydrukować żadnego dokumentu, świeci się czerwona dioda.",
    "Po ostatniej aktualizacji systemu program zgłasza wyjątek i zamyka się bez ostrzeżenia.",
    "Użytkownik próbował ponownie uruchomić komputer, niestety bez skutku.",
    "Problem występuje wyłącznie na tym stanowisku, u pozostałych pracowników wszystko działa.",
    "Wersja programu: Subiekt GT 1.79 SP1, baza danych na serwerze SQL Server 2019 Express.",
    "System operacyjny to Windows 11 Pro 24H2, wszystkie aktualizacje są zainstalowane.",
    "Przy próbie zapisania faktury korygującej pojawia się komunikat „Naruszenie więzów integralności”.",
    "Prosimy o pilną pomoc, gdyż zbliża się termin wysyłki plików JPK do urzędu skarbowego.",
    "Próbowaliśmy wyłączyć zaporę, lecz łączność z bazą nadal jest zrywana co kilka minut.",
    "W załączeniu przesyłam zrzut ekranu z treścią błędu oraz plik dziennika.",
    "Drukarka HP LaserJet podłączona jest przez sieć, adres IP 192.168.1.47, sterownik PCL6.",
    "Księgowość nie może zamknąć miesiąca, więc sprawa jest dla nas bardzo ważna.",
]
NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


Person = tuple[str, str, str, str]


@dataclass(frozen=True)
class Mail:
    index: int
    raw: bytes
    message_id: str
    sender: str
    subject: str
    nip: str
    body: str  # the decoded text/plain body, for checking parsers
    charset: str
    reply_to: int | None  # index of the mail this one answers
    attachment_sha: str | None


def nip(rng: random.Random) -> str:
    while True:
        d = [rng.randint(1, 9)] + [rng.randint(0, 9) for _ in range(8)]
        c = sum(a * b for a, b in zip(d, NIP_WEIGHTS, strict=True)) % 11
        if c < 10:
            return "".join(map(str, d)) + str(c)


def people(seed: int, count: int = 300) -> list[Person]:
    """``count`` customers of 80 firms: name, address, NIP, firm."""
    rng = random.Random(f"people-{seed}")
    firms = [(f"{rng.choice(COMPANY)}{i}".encode("ascii", "ignore").decode(), nip(rng)) for i in range(80)]
    out = []
    for i in range(count):
        firm, tax = firms[i % len(firms)]
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        out.append((name, f"klient{i}@{firm}.example", tax, firm))
    return out


def enc_word(text: str, charset: str, how: str) -> str:
    """RFC 2047 encoded words, folded so that no word passes 75 characters."""
    words, chunk = [], ""

    def one(t: str) -> str:
        raw = t.encode(charset)
        if how == "B":
            return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="
        q = "".join(chr(b) if chr(b).isalnum() and b < 128 else "_" if b == 32 else f"={b:02X}" for b in raw)
        return f"=?{charset}?Q?{q}?="

    for ch in text:
        if len(one(chunk + ch)) > 72:
            words.append(one(chunk))
            chunk = ch
        else:
            chunk += ch
    words.append(one(chunk))
    return "\r\n ".join(words)


def header(text: str, charset: str, how: str) -> str:
    return text if text.isascii() else enc_word(text, charset, how)


def encode_body(text: str, charset: str, cte: str) -> bytes:
    raw = text.replace("\n", "\r\n").encode(charset, "xmlcharrefreplace")
    if cte == "base64":
        return b64lines(raw)
    if cte == "quoted-printable":
        out = quopri.encodestring(raw.replace(b"\r\n", b"\n"), quotetabs=False)
        return out.replace(b"\n", b"\r\n")
    return raw


def b64lines(raw: bytes) -> bytes:
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


def html_of(paragraphs: list[str], charset: str, name: str) -> str:
    style = (
        "font-family:'Calibri',sans-serif;font-size:11.0pt;color:#1F497D;mso-fareast-language:EN-US;"
        "margin:0cm;margin-bottom:.0001pt;line-height:normal"
    )
    body = "\n".join(
        f'<p class="MsoNormal" style="{style}"><span style="{style}">{p}</span><o:p></o:p></p>' for p in paragraphs
    )
    css = "\n".join(f".x{i} {{ {style}; padding:{i}px; }}" for i in range(8))
    return (
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" '
        f'content="text/html; charset={charset}"><style><!--\n{css}\n--></style></head>'
        f'<body lang="PL" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n{body}\n'
        f"<p><b>Pozdrawiam,<br>{name}</b></p></div></body></html>\n"
    )


def one_mail(i: int, seed: int, folk: list[Person], to_addr: str) -> Mail:  # noqa: PLR0915 - one mail, top to bottom
    """Mail number i (from 1). Message-Ids and topics of earlier mails are recomputed, not stored."""
    rng = random.Random(f"mail-{seed}-{i}")
    reply_to = None
    if i % REPLY_EVERY == 0 and i > 1:
        reply_to = rng.randrange(max(1, i - 400), i)
        while reply_to % REPLY_EVERY == 0:  # answer an original, not an answer
            reply_to -= 1
    root = reply_to or i
    rrng = random.Random(f"root-{seed}-{root}")
    name, addr, tax, firm = folk[rrng.randrange(len(folk))]
    topic = rrng.choice(TOPIC)
    subject = f"[{tax}] {topic}"
    if reply_to:
        subject = rng.choice(["Re: ", "ODP: ", "Odp.: "]) + subject
    charset = rng.choices(["utf-8", "iso-8859-2", "windows-1250"], [50, 25, 25])[0]
    cte = rng.choices(["quoted-printable", "base64", "8bit"], [50, 30, 20])[0]
    how = rng.choice("BQ")
    hdr_charset = charset
    if charset == "iso-8859-2":  # no typographic quotes or dashes there
        subject = subject.replace("„", '"').replace("”", '"').replace("–", "-")
    date = START + timedelta(minutes=7 * i)
    msgid = message_id(i, seed)
    paras = [
        "Dzień dobry,",
        *rng.sample(SENTENCE, rng.randint(3, 8)),
        *[
            f"Stanowisko: KOMP-{rng.randint(1, 99):02d} (sekretariat), użytkownik: {name}.",
            f"Kontakt: tel. 22 {rng.randint(100, 999)} {rng.randint(10, 99)} {rng.randint(10, 99)}, e-mail {addr}.",
        ],
    ]
    text = "\n\n".join(paras) + f"\n\nPozdrawiam\n{name}\n{firm}\nNIP {tax}\n"
    if reply_to:
        quoted = "\n".join("> " + s for s in rng.sample(SENTENCE, 4))
        text += f"\nW dniu 05.01.2026 o 09:15, Pomoc 3RP pisze:\n{quoted}\n"
    if charset == "iso-8859-2":
        text = text.replace("„", '"').replace("”", '"').replace("–", "-")
    is_html = rng.random() < 0.5
    h = [
        f"Return-Path: <{addr}>",
        f"Delivered-To: {to_addr}",
        f"Received: from mx{rng.randint(1, 4)}.3rp.example (mx.3rp.example [203.0.113.{rng.randint(1, 250)}])\r\n"
        f"\tby imap.3rp.example (Postfix) with ESMTPS id {rng.getrandbits(44):X}\r\n"
        f"\tfor <{to_addr}>; {format_datetime(date)}",
        f"Received: from mail.{firm}.example (unknown [198.51.100.{rng.randint(1, 250)}])\r\n"
        f"\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
        f"\tby mx.3rp.example (Postfix) with ESMTPS id {rng.getrandbits(44):X}; {format_datetime(date)}",
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={firm}.example; s=s1;\r\n"
        f"\th=from:to:subject:date:message-id:mime-version:content-type;\r\n"
        f"\tbh={base64.b64encode(rng.randbytes(32)).decode()};\r\n\tb="
        + "\r\n\t ".join(base64.b64encode(rng.randbytes(51)).decode() for _ in range(5)),
        "Authentication-Results: mx.3rp.example; dkim=pass header.d=" + firm + ".example;\r\n"
        f"\tspf=pass smtp.mailfrom={addr}; dmarc=pass (p=quarantine)",
        "From: " + header(name, hdr_charset, how) + f" <{addr}>",
        f"To: <{to_addr}>",
        "Subject: " + header(subject, hdr_charset, how),
        f"Date: {format_datetime(date)}",
        f"Message-ID: {msgid}",
        "MIME-Version: 1.0",
        "X-Mailer: Microsoft Outlook 16.0",
        "Thread-Index: " + base64.b64encode(rng.randbytes(22)).decode(),
        "Content-Language: pl",
    ]
    if reply_to:
        ref = message_id(reply_to, seed)
        h += [f"In-Reply-To: {ref}", f"References: {ref}"]

    def part(kind: str, content: str) -> bytes:
        return (
            f'Content-Type: text/{kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {cte}\r\n\r\n'
        ).encode() + encode_body(content, charset, cte)

    body = part("plain", text)
    if is_html:
        b = f"----=_Alt_{i:06d}_{rng.getrandbits(48):X}"
        html = html_of(paras, charset, name)
        body = (
            (
                f'Content-Type: multipart/alternative; boundary="{b}"\r\n\r\n'
                f"This is a multi-part message in MIME format.\r\n\r\n--{b}\r\n"
            ).encode()
            + body
            + f"\r\n--{b}\r\n".encode()
            + part("html", html)
            + f"\r\n--{b}--\r\n".encode()
        )
    sha = None
    if i % ATTACH_EVERY == 3:
        blob = rng.randbytes(ATTACHMENT_BYTES)
        sha = hashlib.sha256(blob).hexdigest()
        b = f"----=_Mix_{i:06d}_{rng.getrandbits(48):X}"
        fn = rng.choice(["zrzut ekranu – błąd.png", "dziennik zdarzeń.bin", "faktura_korygująca.pdf"])
        if rng.random() < 0.5:
            disp = f"attachment;\r\n\tfilename*=utf-8''{quote(fn)}"
        else:
            disp = f'attachment;\r\n\tfilename="{enc_word(fn, "utf-8", "B")}"'
        body = (
            (f'Content-Type: multipart/mixed; boundary="{b}"\r\n\r\n--{b}\r\n').encode()
            + body
            + (
                f"\r\n--{b}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                f"Content-Disposition: {disp}\r\n\r\n"
            ).encode()
            + b64lines(blob)
            + f"\r\n--{b}--\r\n".encode()
        )
    raw = "\r\n".join(h).encode() + b"\r\n" + body
    return Mail(i, raw, msgid, addr, subject, tax, text, charset, reply_to, sha)


def message_id(i: int, seed: int) -> str:
    return f"<{hashlib.sha256(f'{seed}-{i}'.encode()).hexdigest()[:24]}.{i}@klient.example>"


def generate(n: int, seed: int = 1, to_addr: str = "pomoc@3rp.example", start: int = 1) -> Iterator[Mail]:
    folk = people(seed)
    for i in range(start, start + n):
        yield one_mail(i, seed, folk, to_addr)
