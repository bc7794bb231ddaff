"""The jobs, one file each. They gather, call the pure rules, and record; ports.py says what they need."""
