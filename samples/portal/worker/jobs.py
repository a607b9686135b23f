# SPDX-License-Identifier: Apache-2.0
"""A queue of jobs in memory, each run at most `tries` times."""

from collections import deque


class Queue:
    def __init__(self, tries=3):
        self._jobs = deque()
        self._tries = tries

    def put(self, job):
        self._jobs.append((job, self._tries))

    def run(self):
        """Runs every job; returns those that failed each time."""
        failed = []
        while self._jobs:
            job, left = self._jobs.popleft()
            try:
                job()
            except OSError:
                if left > 1:
                    self._jobs.append((job, left - 1))
                else:
                    failed.append(job)
        return failed
