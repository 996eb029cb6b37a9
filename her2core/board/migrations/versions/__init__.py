"""The steps, oldest first: `lists` (0001), `history` (0002), `meetings` (0003)."""
