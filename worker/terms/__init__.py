"""Every number and keyword of the regulamin, as dated TOML beside this file; each row cites its point."""
