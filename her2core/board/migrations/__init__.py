"""How the kept lists came to their present form, one step a file; run at start."""
