"""Widgets: what stands around every page, what pages share, and one folder a page."""
