"""Whoever has no second factor yet may make one with a password alone, for a day after somebody has vouched for them.

Vouched: an administrator who makes the account, sets its password or resets its factor; the letter box of its address.
A password that lies about longer than that opens nothing and makes no factor for whoever finds it.
"""

from people.models import User, a_day_ahead


def welcome(user: User) -> None:
    """From now on for a day; belongs into the transaction of the act that vouches."""
    user.factor_until = a_day_ahead()
    user.save(update_fields=["factor_until"])
