"""Parts of Cohort."""
