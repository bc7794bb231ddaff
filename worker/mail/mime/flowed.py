"""format=flowed (RFC 3676): soft line breaks joined, so that a paragraph is one line again."""


def unflowed(text: str, *, delsp: bool) -> str:
    """The text with its flowed lines joined, quoted ones within their depth; ``delsp`` is DelSp=yes (4.5)."""
    lines: list[list[str]] = []
    open_depth: int | None = None  # the quote depth of a line that flows on
    for raw in text.split("\n"):
        content = raw.lstrip(">")
        depth = len(raw) - len(content)
        content = content.removeprefix(" ")  # space-stuffing (4.4)
        flows = content.endswith(" ") and content != "-- "
        if flows and delsp:
            content = content[:-1]
        joins = open_depth == depth and content != "-- "
        if joins and lines:
            lines[-1].append(content)
        else:
            lines.append([f"{'>' * depth} {content}" if depth else content])
        open_depth = depth if flows else None
    return "\n".join("".join(pieces) for pieces in lines)
