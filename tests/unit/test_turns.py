"""The turn to write: who waited longest has it, also against a thread that asks again at once."""

import threading
import time

import pytest

from worker.store.engine import Turns


def test_a_thread_that_asks_again_at_once_lets_the_waiting_one_in() -> None:
    turns, order = Turns(), list[str]()
    held = threading.Event()

    def delivery() -> None:
        held.wait(10)
        with turns:
            order.append("delivery")

    thread = threading.Thread(target=delivery)
    thread.start()
    for number in range(2):
        with turns:
            order.append(f"lot {number}")
            held.set()
            time.sleep(0.2)  # delivery waits by now
    thread.join(10)

    assert order == ["lot 0", "delivery", "lot 1"]


def test_a_turn_that_ends_badly_is_given_on() -> None:
    turns = Turns()
    taken = threading.Event()

    def next_one() -> None:
        with turns:
            taken.set()

    with pytest.raises(ValueError, match="badly"), turns:
        raise ValueError("badly")
    threading.Thread(target=next_one, daemon=True).start()

    assert taken.wait(10)
