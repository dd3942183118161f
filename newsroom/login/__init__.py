"""Coming in: password or passkey, a second factor, where one is logged in, and being asked again before what matters.

django-allauth holds the factors and the steps of a log-in; what it keeps in a cache (limits, used codes) we keep in
the database, and the pages are ours.
"""
