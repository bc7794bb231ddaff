"""Every test that asks gets a PostgreSQL database of its own."""

from sqlalchemy import create_engine, text

from tests.servers.postgres import Postgres


def test_databases_are_fresh_and_apart(postgres: Postgres) -> None:
    first, second = (create_engine(postgres.new_database()) for _ in range(2))
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE tickets (id int)"))
    with second.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('tickets')")).scalar() is None
    first.dispose()
    second.dispose()
