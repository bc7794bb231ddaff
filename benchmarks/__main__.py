"""``python -m benchmarks``: every benchmark of the house, each beside its floor in the same run."""

from benchmarks import ingest

if __name__ == "__main__":
    print("== ingest: Dovecot -> worker -> SMTP")
    ingest.run()
