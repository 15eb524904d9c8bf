"""The nouns of the program: frozen, slotted, made once at the loader's border and never changed."""
