/* SPDX-License-Identifier: Apache-2.0 */
#include "history.h"
#include "shell.h"
#include "../util/mem.h"

static char lines[2][LINE_LENGTH];

void history_add(const char *line)
{
	mem_copy(lines[0], lines[1], LINE_LENGTH);
	mem_copy(lines[1], line, text_length(line) + 1);
}

const char *history_last(void)
{
	return lines[0];
}
