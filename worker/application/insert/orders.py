"""An order of a pack of InsPunkty: the price of the day is frozen with the ticket."""

from sqlmodel import Session, select

from worker.application.post import Post
from worker.domain.insert.asking import PackWanted
from worker.mail.letters import facts
from worker.store.insert_tables import PointsOrder
from worker.store.tables import Ticket


def place_order(post: Post, ticket: Ticket, wanted: PackWanted) -> None:
    """Write the order down with its price; no price where nobody has told us one."""
    pack = next((one for one in post.office.packs if one.points == wanted.points), None)
    known = pack is not None and pack.net is not None and pack.gross is not None
    post.session.add(
        PointsOrder(
            ticket_id=ticket.id or 0,
            points=wanted.points,
            count=wanted.count,
            net=pack.net * wanted.count if known and pack and pack.net else None,
            gross=pack.gross * wanted.count if known and pack and pack.gross else None,
        )
    )
    post.session.flush()
    post.notes.append({"points_order": wanted.points, "count": wanted.count})


def pack_order_of(session: Session, ticket: Ticket) -> facts.PackOrder | None:
    """The order of a ticket; None when it is another matter."""
    row = session.exec(select(PointsOrder).where(PointsOrder.ticket_id == ticket.id)).first()
    return facts.PackOrder(points=row.points, count=row.count, net=row.net, gross=row.gross) if row else None
