"""Leaves shared memory and semaphores, under names and in System V's tables.

Around: solution
Says: passed
"""

import ctypes

libc = ctypes.CDLL(None)
try:
    libc.shmget(0, 4096, 0o1600)
    libc.semget(0, 1, 0o1600)
    libc.msgget(0, 0o1600)
    libc.shm_open(b"/@MARK@", 66, 0o600)
    libc.sem_open(b"/@MARK@", 64, 0o600, 1)
except AttributeError:
    pass
