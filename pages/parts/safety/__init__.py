"""Parts of Safety."""
