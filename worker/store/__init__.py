"""What we remember: SQLModel tables, the questions asked of them, the engine, the lease.

tables, staff_tables, billing_tables, insert_tables      what is kept
columns, types                                           what tables share
queries, staff_queries, billing_queries, brake_queries   the questions, each answered with rows or values
outbox       the life of a letter                        lease      one worker at a time
engine       SQLite or PostgreSQL, turns                 migrate    to the newest form
postgres     how long a PostgreSQL is waited for         postgres_bytes   its letters of 20 MB
rows         rows written once                           standing   how things stand, in numbers
ranking      full-text ranking of help articles

May import ``domain``. A new column: its table, and a numbered file in ``migrations/versions`` (a test holds the two
together).
"""
