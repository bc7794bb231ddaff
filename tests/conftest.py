"""Fixtures of all tests; the servers live in ``tests/servers``."""

from tests.servers.fixtures import database_url, dovecot, embedded, postfix, postgres, postgres_url, sink

__all__ = ["database_url", "dovecot", "embedded", "postfix", "postgres", "postgres_url", "sink"]
