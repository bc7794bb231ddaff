"""Real and scripted servers for tests, all on loopback, each in a directory of its own."""
