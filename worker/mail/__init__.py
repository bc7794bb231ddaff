"""What a message is: bytes to ``InboundMessage`` (mime, replies) and facts to bytes (letters, compose)."""
