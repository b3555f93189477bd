"""Those who do the same job: one file each, with how it consumes, how it is poured and its choices.

Each file is a program: ``python -m tests.benchmarks.contenders.NAME consume`` runs until it is
ended; ``… pour COUNT`` says "ready", waits for a line and publishes COUNT events with repeats.
"""
