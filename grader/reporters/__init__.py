"""Reporters turn a report into text for somebody. They know reports and nothing else."""
