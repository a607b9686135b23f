/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"
#include "commands.h"
#include "history.h"

static char line[LINE_LENGTH];
static unsigned length;

void shell_feed(char c)
{
	if (c != '\n') {
		if (length + 1 < LINE_LENGTH)
			line[length++] = c;
		return;
	}
	line[length] = 0;
	length = 0;
	history_add(line);
	command_run(line);
}
