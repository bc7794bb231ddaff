"""Properties are judged by what they find, not by how busy the machine is: no time limit for one example."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
