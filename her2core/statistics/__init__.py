"""Proportions and their intervals, pooling, and comparison through a common control."""
