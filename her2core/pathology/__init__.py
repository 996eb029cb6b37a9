"""The text of a pathology report: what it says about HER2, of which specimen, and where it says so."""
