"""The one root of every error a user may see."""


class MengtuError(Exception):
    """Refused with one clear Chinese sentence: what, where, and what to do next."""
