"""``python -m tests.golden.mails [DIR]``: plays a folder of labelled mails and prints the table."""

import argparse
import logging
import sys
import tempfile
from pathlib import Path

import structlog

from tests.golden.mails.judging import judge
from tests.golden.mails.labels import FIXTURES, conversations
from tests.golden.mails.road import Road
from tests.golden.mails.table import Judged, lines, too_low
from tests.servers import dovecot as dovecot_server


def main() -> int:
    """0 when every mail is as labelled and every measure is reached, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.mails", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES, help="a folder of labelled mails")
    folder: Path = parser.parse_args().folder
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    dovecot = dovecot_server.Dovecot() if dovecot_server.available() else None
    judged: Judged = {}
    try:
        with tempfile.TemporaryDirectory() as place:
            road = Road(Path(place), dovecot)
            for conversation in conversations(folder):
                for played in road.play(conversation):
                    judged[played.mail.id] = played.mail.label["kind"], judge(played)
            road.stop()
    finally:
        if dovecot is not None:
            dovecot.stop()
    print("\n".join(lines(judged)))
    return int(bool(too_low(judged)) or any(judgement.failures for _, judgement in judged.values()))


if __name__ == "__main__":
    sys.exit(main())
