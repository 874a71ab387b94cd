"""Delivery: what stands around the exercises in a student repository, and what classrooms need."""
