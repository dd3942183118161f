"""What is written down while the newsroom runs: figures for Prometheus, lines for the log, a number for each request.

Nobody is counted in it: no address, no search, no name. docs/reliability.md says what can be read from it.
"""
