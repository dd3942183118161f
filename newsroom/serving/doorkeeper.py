"""gunicorn's process with threads, which closes its door before it finishes what is inside.

gunicorn's own leaves the door open while the last answers run: whoever comes in then waits, and is thrown out unheard.
Here those who already stand in the door are let in, and it is shut; a proxy in front goes to the next server at once.
"""

from gunicorn.workers.gthread import ThreadWorker


class Doorkeeper(ThreadWorker):
    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if self.alive or enabled:
            return
        for door in self.sockets:
            while self._let_in(door):
                pass
            door.close()

    def _let_in(self, door: object) -> bool:
        """One of those who wait; false if nobody does."""
        inside = self.nr_conns
        self.accept(door)
        return self.nr_conns > inside
