"""Fixtures of all tests; the servers live in ``tests/servers``."""

from tests.servers.fixtures import dovecot, embedded, postfix, postgres, postgres_url, sink

__all__ = ["dovecot", "embedded", "postfix", "postgres", "postgres_url", "sink"]
