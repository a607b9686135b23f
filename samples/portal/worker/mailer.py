# SPDX-License-Identifier: Apache-2.0
"""Writes the daily mail about lanterns that have gone silent."""

from email.message import EmailMessage


def silence_mail(to, silent):
    mail = EmailMessage()
    mail["Subject"] = f"{len(silent)} lanterns are silent"
    mail["To"] = to
    mail.set_content("\n".join(sorted(silent)))
    return mail
