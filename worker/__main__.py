"""``python -m worker`` is ``pomoc``."""

from worker.cli import main

main()
