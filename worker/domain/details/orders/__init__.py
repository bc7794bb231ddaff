"""What a package order says (points 13.8, 13.9) and a complaint adds (12.8).

``orderer``      who orders                    ``technician``   whom it asks for by name
``hours``        how much time, as written     ``lengths``      … as a number
``package``      out of which package          ``dates``        which days it suggests
``invoice``      which invoice a complaint is about
"""
