"""The database that tests share has nothing of the test before: no row, no number given, no lock."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, inspect, select, text
from sqlmodel import Session, SQLModel

from tests.servers.blank import BlankDatabase, BlankFile
from worker.store.engine import transaction
from worker.store.lease import take
from worker.store.migrate import pending
from worker.store.tables import Contact, Payer, RawMessage

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def raw(engine: Engine) -> int | None:
    with transaction(engine) as session:
        row = RawMessage(sha256="ab" * 32, size=1, data=b"x")
        session.add(row)
        session.flush()
        return row.id


@pytest.mark.parametrize("source", ["blank_file", "blank_database"])
def test_nothing_is_left_of_the_test_before(source: str, request: pytest.FixtureRequest) -> None:
    databases: BlankFile | BlankDatabase = request.getfixturevalue(source)
    engine = databases.fresh()
    first = raw(engine)
    with transaction(engine) as session:
        session.add(Payer(nip="5259912077"))
        session.flush()
        session.add(Contact(address="a@x.example", nip="5259912077", source="import", bound_at=NOW))
    hold = take(engine, "mailbox", holder="the test before", now=NOW)
    assert hold is not None
    left = Session(engine)
    left.add(Payer(nip="9519834101"))
    left.flush()  # its transaction is never ended

    engine = databases.fresh()

    assert pending(engine) == []
    tables = set(inspect(engine).get_table_names()) - {"alembic_version"}
    assert tables == set(SQLModel.metadata.tables)
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name
        assert len(connection.execute(text("SELECT * FROM alembic_version")).all()) == 1
    assert raw(engine) == first == 1
    after = take(engine, "mailbox", holder="this test", now=NOW)
    assert after is not None
    assert after.token == 1
    after.release()
    hold.release()
    left.invalidate()
