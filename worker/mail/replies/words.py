"""The words with which mail programs of Poland's neighbours and of western Europe head a quoted message.

A Polish company forwards what came from abroad, and some of its people have their mail program in Ukrainian. Words in
lower case; the Polish, English and German ones with their variants stand in ``worker.mail.replies.marks``.
"""

from typing import Final

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "from": (
        "від", "від кого", "от", "от кого", "отправитель", "de", "da", "mittente", "van", "fra", "från", "lähettäjä",
        "feladó", "expeditor", "gönderen", "kimden",
    ),
    "sent": (
        "надіслано", "відправлено", "отправлено", "дата", "datum", "envoyé", "enviado", "enviado el", "enviada em",
        "fecha", "inviato", "odesláno", "odoslané", "dátum", "elküldve", "verzonden", "sendt", "dato", "skickat",
        "lähetetty", "päivämäärä", "trimis", "tarih",
    ),
    "to": (
        "кому", "à", "a", "pour", "para", "komu", "pre", "aan", "til", "till", "vastaanottaja", "címzett", "către",
        "kime",
    ),
    "cc": ("копія", "копия", "kopie", "kópia", "kopi", "másolatot kap"),
    "subject": (
        "тема", "objet", "sujet", "asunto", "assunto", "oggetto", "předmět", "predmet", "onderwerp", "emne", "ämne",
        "aihe", "tárgy", "subiect", "konu",
    ),
}  # fmt: skip
"""Header keys by kind, as Outlook, Thunderbird, Gmail and Apple Mail translate them."""

FORWARDED: Final = (
    "weitergeleit", "transféré", "réexpédié", "inoltrat", "reenviad", "encaminhad", "přeposl", "preposlan", "пересла",
    "пересила", "пересыла", "перенаправ", "переадресован", "doorgestuurd", "videresendt", "vidarebefordra",
    "továbbított", "välitetty",
)  # fmt: skip
"""In the separator line of a forwarded message."""

ORIGINAL: Final = (
    "d'origine", "d’origine", "originale", "původní", "pôvodn", "исходное", "оригінал", "oorspronkelijk", "oprindelig",
    "ursprunglig", "eredeti", "alkuperäinen",
)  # fmt: skip
"""In the separator line of an answered message."""

BEGINNINGS: Final = (
    "anfang der weitergeleiteten", "début du message", "inizio messaggio", "inicio del mensaje", "início da mensagem",
    "začátek přeposílané", "začiatok preposlanej", "початок листа", "начало переадресованного", "start på videresendt",
    "begin doorgestuurd",
)  # fmt: skip
"""How Apple Mail begins a forward, before a colon."""

STARTS: Final = (
    "op ",
    "le ",
    "il giorno",
    "el ",
    "em ",
    "dne ",
    "den ",
    "dňa ",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "нд",
    "вс",
)
"""How the line above a quote begins ("Le 12 mars 2026 à 09:33, …")."""

VERBS: Final = (
    "schreef", "geschreven", r"napsal(?:\(a\)|a)?", r"napísal(?:\(a\)|a)?", "írta", "escreveu", "a scris", "kirjoitti",
    r"пише",
)  # fmt: skip
"""How it ends, before its colon."""
