"""The files of a letter of ours, as they left: what is asked for again is given again byte for byte."""

from email import message_from_bytes, policy

from worker.mail.compose import File


def files_of_letter(raw: bytes) -> tuple[File, ...]:
    """Every attached file of a letter that ``worker.mail.compose`` wrote; never called for a received mail."""
    message = message_from_bytes(raw, policy=policy.compat32)
    return tuple(
        File(
            name=str(part.get_filename()),
            content_type=part.get_content_type(),
            data=bytes(part.get_payload(decode=True)),
            parameters=(("charset", "utf-8"),) if part.get_content_type() == "text/csv" else (),
        )
        for part in message.walk()
        if part.get_filename()
    )
