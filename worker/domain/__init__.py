"""What the regulamin says, as pure functions over frozen values.

Nothing here reads a clock, a file, a socket, a database or a setting: ``now`` is an argument.
"""
