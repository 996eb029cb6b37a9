"""What holds for every test: a property is judged by what it finds, not by how fast a busy machine draws the first input."""

from hypothesis import HealthCheck, settings

settings.register_profile("board", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("board")
