"""Parts of Board."""
