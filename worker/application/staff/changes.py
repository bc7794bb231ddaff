"""What the commands of one mail changed, noted so that ``cofnij`` can take it back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, SQLModel

from worker.store import queries
from worker.store.billing_tables import BillCorrection, BillHold, ComplaintCourse
from worker.store.insert_tables import CaseMark, WalletEntry
from worker.store.staff_tables import Absence, Assignment, JobRun, Note, Travel, WorkEntry
from worker.store.tables import Contact, IncompleteReport, Participant, Payer, Ticket

_WATCHED: dict[str, tuple[type[SQLModel], tuple[str, ...]]] = {
    "ticket": (
        Ticket,
        (
            "state", "closed_at", "assignee", "reacted_at", "reacted_by", "clock_stopped_at", "next_alert_at",
            "merged_into_id", "nip", "verified", "service", "promised_day", "deadline_at", "clock_started_at",
            "promise",
        ),
    ),
    "payer": (Payer, ("suspended_at", "suspended_by")),
    "work_entry": (WorkEntry, ("topics", "connection", "implementation_of", "nip")),
    "case_mark": (CaseMark, ("undone_at",)),
    "bill_hold": (BillHold, ("released_at",)),
    "bill_correction": (
        BillCorrection, ("held_at", "approved_at", "reason", "digest", "version", "shown", "send_at"),
    ),
    "complaint_course": (ComplaintCourse, ("decision", "decided_at", "decided_by")),
}  # fmt: skip
# rows that stay as history, marked, and rows that only say who may do what
_MARKED: dict[str, type[SQLModel]] = {
    "work_entry": WorkEntry, "travel": Travel, "note": Note, "absence": Absence, "assignment": Assignment,
    "case_mark": CaseMark, "wallet_entry": WalletEntry, "bill_correction": BillCorrection,
}  # fmt: skip
_REMOVED: dict[str, type[SQLModel]] = {
    "participant": Participant, "contact": Contact, "incomplete_report": IncompleteReport, "bill_hold": BillHold,
    "job_run": JobRun,
}  # fmt: skip


@dataclass(kw_only=True)
class Changes:
    """Rows before they were touched, and rows that were added."""

    session: Session
    before: dict[tuple[str, Any], dict[str, Any]] = field(default_factory=dict)
    added: dict[str, list[int]] = field(default_factory=dict)

    def watch(self, row: Ticket | Payer | WorkEntry | BillHold | BillCorrection | ComplaintCourse | CaseMark) -> None:
        """Remember a row's values before it is changed; the first call counts."""
        table = str(row.__tablename__)
        key = row.nip if isinstance(row, Payer) else row.ticket_id if isinstance(row, ComplaintCourse) else row.id
        self.before.setdefault((table, key), {name: getattr(row, name) for name in _WATCHED[table][1]})

    def add(self, row: SQLModel) -> None:
        """Put a new row into the session and remember it."""
        self.session.add(row)
        self.session.flush()
        self.added.setdefault(str(row.__tablename__), []).append(row.id)  # type: ignore[attr-defined]  # all have an id

    def as_json(self) -> dict[str, Any]:
        """The values that really changed, with what they became, and the ids of new rows."""
        changed: dict[str, dict[str, Any]] = {}
        for (table, key), old in self.before.items():
            row = self.session.get(_WATCHED[table][0], key)
            values = {
                name: [_plain(value), _plain(getattr(row, name))]
                for name, value in old.items()
                if getattr(row, name) != value
            }
            if values:
                changed.setdefault(table, {})[str(key)] = values
        return {"changed": changed, "added": self.added}


def take_back(session: Session, noted: dict[str, Any], now: datetime) -> None:
    """Undo what was noted; a value that somebody changed since stays as it is."""
    for table, rows in noted.get("changed", {}).items():
        for key, values in rows.items():
            row = session.get(_WATCHED[table][0], key if table == "payer" else int(key))
            for name, (old, new) in values.items():
                if row is not None and _plain(getattr(row, name)) == new:
                    setattr(row, name, _typed(row, name, old))
                    session.add(row)
            if isinstance(row, Payer):
                queries.forget_binding(session, row.nip)
    for table, ids in noted.get("added", {}).items():
        for key in ids:
            if table in _MARKED and (row := session.get(_MARKED[table], key)) is not None:
                row.undone_at = now
                session.add(row)
            elif table in _REMOVED and (row := session.get(_REMOVED[table], key)) is not None:
                _remove(session, row)


def _remove(session: Session, row: SQLModel) -> None:
    if isinstance(row, IncompleteReport):
        if row.ticket_id is None:  # not confirmed yet: an answer to our letter then finds nothing to confirm
            row.requester = ""
            session.add(row)
        return
    if isinstance(row, Contact):
        queries.forget_binding(session, row.nip)
    session.delete(row)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _typed(row: SQLModel, name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and name.endswith("_day") else value
