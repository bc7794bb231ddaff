"""``pomoc``: the commands a person types, one file per group."""
