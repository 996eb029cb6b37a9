"""Many cases at once: a file or a frame in, every row classified by the same table as one case."""
