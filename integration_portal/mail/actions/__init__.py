from .posting import Letter, confirm, post, post_all, send_again

__all__ = ["Letter", "confirm", "post", "post_all", "send_again"]
