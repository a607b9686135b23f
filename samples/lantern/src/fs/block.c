/* SPDX-License-Identifier: Apache-2.0 */
#include "block.h"
#include "../hal/flash.h"

int block_read(unsigned at, uint8_t block[BLOCK_SIZE])
{
	return at < BLOCK_COUNT ? flash_read(at * BLOCK_SIZE, block, BLOCK_SIZE) : -1;
}

int block_write(unsigned at, const uint8_t block[BLOCK_SIZE])
{
	return at < BLOCK_COUNT ? flash_write(at * BLOCK_SIZE, block, BLOCK_SIZE) : -1;
}

int block_first_free(void)
{
	uint8_t block[BLOCK_SIZE];

	for (unsigned at = 0; at < BLOCK_COUNT; at++)
		if (block_read(at, block) == 0 && block[3] == 0xff)
			return (int)at;
	return -1;
}
