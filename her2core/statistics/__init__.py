"""Proportions and their intervals, and pooling."""
