"""Parts of Outcomes."""
