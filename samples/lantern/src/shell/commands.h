/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_SHELL_COMMANDS_H
#define LANTERN_SHELL_COMMANDS_H

void command_run(const char *line);

#endif
