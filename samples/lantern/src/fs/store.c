/* SPDX-License-Identifier: Apache-2.0 */
/* Records of 32 bytes: key, two spare bytes, mark, value. Later records win. */
#include "store.h"
#include "block.h"
#ifdef CONFIG_FS_JOURNAL
#include "journal.h"
#endif

#define MARK 0xa5u

int store_put(uint8_t key, const uint8_t value[STORE_VALUE])
{
	uint8_t record[BLOCK_SIZE] = { key, 0, 0, MARK };
	int at = block_first_free();

	if (at < 0)
		return -1;
	for (unsigned i = 0; i < STORE_VALUE; i++)
		record[4 + i] = value[i];
#ifdef CONFIG_FS_JOURNAL
	if (journal_note((uint8_t)at, record) < 0)
		return -1;
#endif
	return block_write((unsigned)at, record);
}

int store_get(uint8_t key, uint8_t value[STORE_VALUE])
{
	uint8_t record[BLOCK_SIZE];
	int found = -1;

	for (unsigned at = 0; at < BLOCK_COUNT; at++) {
		if (block_read(at, record) < 0 || record[0] != key || record[3] != MARK)
			continue;
		for (unsigned i = 0; i < STORE_VALUE; i++)
			value[i] = record[4 + i];
		found = 0;
	}
	return found;
}
