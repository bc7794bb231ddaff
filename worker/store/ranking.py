"""Full-text ranking: how much of each known sentence a text says, by BM25 (SQLite's FTS5).

The index lives in memory and is made of a few hundred sentences at start; nothing is stored, so it is the same whatever
database the worker remembers in. Words come in as lemmas: the tokenizer has nothing to do but to cut at spaces.
"""

import sqlite3
import threading
from collections.abc import Sequence

from worker.domain.help.matching import Weighed

_MOST_WORDS = 250  # of a query; SQLite stops at a thousand parts of an expression


class Ranking:
    """Known sentences, each as its words (letters and digits, folded). Safe for threads."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute("CREATE VIRTUAL TABLE sentence USING fts5(words, tokenize = 'unicode61')")
        self._connection.executemany(
            "INSERT INTO sentence(rowid, words) VALUES (?, ?)",
            [(number, " ".join(words)) for number, words in enumerate(sentences)],
        )
        self._whole = [self._scores(words).get(number, 0.0) for number, words in enumerate(sentences)]

    def weigh(self, words: Sequence[str]) -> list[Weighed]:
        """For each known sentence, what of it these words say, rare words weighing more."""
        scores = self._scores(words)
        found = ((scores.get(number, 0.0), whole) for number, whole in enumerate(self._whole))
        return [Weighed(share=min(score / whole, 1.0) if whole else 0.0, weight=score) for score, whole in found]

    def _scores(self, words: Sequence[str]) -> dict[int, float]:
        if not words:
            return {}
        any_of = " OR ".join(f'"{word}"' for word in dict.fromkeys(words[:_MOST_WORDS]))
        with self._lock:
            found = self._connection.execute(
                "SELECT rowid, bm25(sentence) FROM sentence WHERE sentence MATCH ?", (any_of,)
            ).fetchall()
        return {number: -score for number, score in found}  # FTS5 gives the better match the smaller number
