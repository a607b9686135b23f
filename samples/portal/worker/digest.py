# SPDX-License-Identifier: Apache-2.0
"""The worker: one mail a day to everybody who asked for it."""

from mailer import silence_mail
from jobs import Queue


def send_digests(readers, silent, send):
    queue = Queue()
    for reader in readers:
        queue.put(lambda to=reader: send(silence_mail(to, silent)))
    return queue.run()
