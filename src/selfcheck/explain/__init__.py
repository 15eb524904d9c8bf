"""Content in words for people: one control, one law, one provision, the score. Pure; returns lines of text."""
