"""From files on disk to the model: the only part of the program that reads."""
