"""Comparison of regimens that never met, through the control that both were compared with."""
