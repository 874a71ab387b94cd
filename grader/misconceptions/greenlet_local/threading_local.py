"""A `threading.local` belongs to a thread, and all greenlets of that thread share it; look at task
1.

Refused by: test_greenlets_of_one_thread
"""

import threading


class Local:
    def __init__(self):
        object.__setattr__(self, "_local", threading.local())

    def __getattr__(self, name):
        if name == "_local":
            raise AttributeError(name)
        return getattr(self._local, name)

    def __setattr__(self, name, value):
        setattr(self._local, name, value)

    def __delattr__(self, name):
        delattr(self._local, name)

    def __len__(self):
        return int(bool(self._local.__dict__))

    def release(self):
        self._local.__dict__.clear()
