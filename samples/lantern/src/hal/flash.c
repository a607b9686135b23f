/* SPDX-License-Identifier: Apache-2.0 */
#include "flash.h"
#include "../util/mem.h"

static uint8_t cells[FLASH_SIZE];

static int inside(size_t at, size_t length)
{
	return at <= FLASH_SIZE && length <= FLASH_SIZE - at;
}

int flash_read(size_t at, void *to, size_t length)
{
	if (!inside(at, length))
		return -1;
	mem_copy(to, cells + at, length);
	return 0;
}

/* Flash can only clear bits; an erase sets them again. */
int flash_write(size_t at, const void *from, size_t length)
{
	const uint8_t *bytes = from;

	if (!inside(at, length))
		return -1;
	for (size_t i = 0; i < length; i++)
		cells[at + i] &= bytes[i];
	return 0;
}

int flash_erase(size_t page)
{
	if (page >= FLASH_SIZE / FLASH_PAGE)
		return -1;
	mem_fill(cells + page * FLASH_PAGE, 0xff, FLASH_PAGE);
	return 0;
}
