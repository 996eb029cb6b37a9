"""The meeting's list: the cases of a tumour board under labels that identify nobody, and where the list is kept."""
