"""Processes of their own, with limits, for work that what strangers hand in could make endless."""
