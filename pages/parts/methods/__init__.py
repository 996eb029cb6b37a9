"""Parts of Methods."""
