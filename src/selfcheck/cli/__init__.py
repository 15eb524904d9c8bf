"""The command line: one small module per command; it reads, calls the core, writes, and decides nothing."""
