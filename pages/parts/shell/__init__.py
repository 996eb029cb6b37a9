"""What stands around every page: who may enter, the case, the bar, the search, the exports."""
