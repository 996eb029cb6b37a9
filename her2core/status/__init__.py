"""HER2 status of one case: what was entered, how it was read, and what each definition calls it."""
