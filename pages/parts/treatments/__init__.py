"""Parts of Treatments."""
