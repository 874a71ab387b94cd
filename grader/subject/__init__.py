"""The subject's side: the process that holds a student's code and answers probes.

    fork_server ──fork──▶ confine ─▶ loop      Linux, macOS: a fresh subject in milliseconds
    interpreter ─────────▶ confine ─▶ loop     anywhere: a new interpreter for each subject

Nothing here imports from the judge's side, nor anything outside the standard library. The judge
sends trusted requests with `marshal`; what comes back is JSON that the judge takes apart strictly
(`grader.wire`), because by then a student's code has run in this process.
"""
