"""A cache on the method knows objects, not threads: one resource for all of them; look at task 2.

Refused by: test_threads_that_never_got
"""

from functools import lru_cache


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer

    @lru_cache(maxsize=None)  # noqa: B019, UP033
    def get(self):
        return self._factory()

    def close(self):
        if self.get.cache_info().currsize:
            resource = self.get()
            PerThread.get.cache_clear()
            if self._closer is not None:
                self._closer(resource)
