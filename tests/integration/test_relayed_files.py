"""Which files of a technician's mail go on to the customer: what he attached, not the pictures of his signature."""

from base64 import b64encode
from email import message_from_bytes

from sqlalchemy import Engine

from tests.acceptance.office import mail
from tests.integration.staffed import MAREK, Send, letters

LARGE, SMALL = 6000, 600  # bytes; below 4096 a picture inside the text is a logo


def with_pictures(news: str, number: int, *pictures: tuple[str, int]) -> bytes:
    """A reply with pictures inside its text, by name and size; the same name is the same picture."""
    raw = mail(message_id=f"obrazki-{number}@3rp.com.pl", sender=MAREK, text="x", answers=news)
    head = raw.partition(b"Content-Type:")[0]
    parts = [b'Content-Type: text/html; charset="utf-8"\r\n\r\n<p>Panie Janie, jak na obrazku.</p>']
    for name, size in pictures:
        data = b64encode(b"\x89PNG\r\n\x1a\n" + name.encode() * (size // len(name)))
        parts.append(
            f'Content-Type: image/png; name="{name}"\r\nContent-Disposition: inline; filename="{name}"\r\n'
            f"Content-ID: <{name}>\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
            + data
        )
    body = b"".join(b"--granica\r\n" + part + b"\r\n" for part in parts) + b"--granica--\r\n"
    return head + b'Content-Type: multipart/related; boundary="granica"\r\n\r\n' + body


def relayed(engine: Engine) -> list[str]:
    """Names of the files in the newest reply to the customer."""
    message = message_from_bytes(letters(engine, "customer-reply", "jan@firma.example")[-1].raw)
    return [name for part in message.walk() if (name := part.get_filename())]


def test_a_small_picture_inside_the_text_is_a_logo_and_a_large_one_is_meant(
    engine: Engine, send: Send, news: str
) -> None:
    send(raw=with_pictures(news, 1, ("logo.png", SMALL), ("zrzut.png", LARGE)))
    assert relayed(engine) == ["zrzut.png"]


def test_a_picture_that_comes_with_every_mail_is_a_logo_however_large(engine: Engine, send: Send, news: str) -> None:
    send(raw=with_pictures(news, 1, ("baner.png", LARGE)))
    send(raw=with_pictures(news, 2, ("baner.png", LARGE), ("zrzut.png", LARGE)))
    assert relayed(engine) == ["zrzut.png"]
