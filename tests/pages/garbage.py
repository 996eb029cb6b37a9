"""What a link may hold that no reader of this app wrote."""

GARBAGE = (
    "<script>document.title='owned'</script>",
    "**bold** [x](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    "\u202e2.1",
    "9" * 300,
    "´`'\"\\",
    "NaN",
    "1e309",
    "-0.0001",
)
FIELDS = (
    "ihc ish ratio her2_copies cep17_copies nuclei percent cluster cps intensity lang tiers agent agency guideline card "
    "without trial show grade pool"
).split()


def spread_garbage(start: int) -> dict[str, str]:
    """Give every field another piece; with each start as many as there are pieces, every field has had every piece."""
    return {field: GARBAGE[(place + start) % len(GARBAGE)] for place, field in enumerate(FIELDS)}
