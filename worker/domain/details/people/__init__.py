"""Named people, whatever they are in the report: user, signer, boss, technician, customer's customer.

``name_shape``   how many of some words are a name, by the dictionary
``named``        the people named in a text, with their titles
``signer``       who signs
``outsiders``    who is named without meaning the user: by the lists of terms/people.toml
"""
