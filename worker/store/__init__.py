"""What we remember: SQLModel tables, the questions asked of them, the engine, the lease."""
