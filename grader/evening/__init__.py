"""`grader watch`: the loop of edit, see, understand.

changes    which exercises a save touched
resident   grades one exercise at a time in a process that is warm before it is needed
session    what the student sees and does, whatever shows it
plain      shows it line by line: pipes, dumb terminals
app        shows it on a terminal, with keys
editor     opens a file in the student's editor
"""
