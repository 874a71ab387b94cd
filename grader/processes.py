"""Fresh processes that have loaded what they need, where the system can fork them.

Ctrl-C in a terminal reaches every process of ours. The server that forks must not hear of it while
it starts, when it would end with a traceback of its own; later it ignores it by itself.
"""

import multiprocessing
import signal
import threading
from collections.abc import Sequence
from multiprocessing.context import BaseContext


def fresh_processes(preload: Sequence[str]) -> BaseContext:
    """A context whose processes have imported `preload`, or have to do so themselves."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    _start_server()
    return context


def _start_server() -> None:
    from multiprocessing import forkserver, resource_tracker

    if threading.current_thread() is not threading.main_thread():  # others can't set signals
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        resource_tracker.ensure_running()
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)
