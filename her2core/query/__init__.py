"""What a reader asks of the evidence, and the charts that answer."""
