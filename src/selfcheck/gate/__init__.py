"""The CI gate: does a repository of answers hold to its policy? Pure; files, clock and terminal stay outside."""
