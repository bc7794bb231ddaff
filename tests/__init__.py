"""Tests; a package so that the golden runner can be started with ``python -m tests.golden.answers``."""
