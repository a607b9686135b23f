/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_SHELL_HISTORY_H
#define LANTERN_SHELL_HISTORY_H

void history_add(const char *line);
/* The line before the one that is running; empty at first. */
const char *history_last(void);

#endif
