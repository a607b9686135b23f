/* SPDX-License-Identifier: Apache-2.0 */
#include "journal.h"
#include "../hal/flash.h"
#include "../util/crc32.h"
#include "../util/mem.h"

static uint32_t entry_crc(const struct journal_entry *entry)
{
	return crc32(entry, offsetof(struct journal_entry, crc));
}

int journal_note(uint8_t block, const uint8_t bytes[BLOCK_SIZE])
{
	struct journal_entry entry;

	mem_fill(&entry, 0, sizeof entry);
	entry.block = block;
	mem_copy(entry.bytes, bytes, BLOCK_SIZE);
	entry.crc = entry_crc(&entry);
	if (flash_erase(JOURNAL_AT / FLASH_PAGE) < 0)
		return -1;
	return flash_write(JOURNAL_AT, &entry, sizeof entry);
}

int journal_replay(void)
{
	struct journal_entry entry;

	if (flash_read(JOURNAL_AT, &entry, sizeof entry) < 0 || entry.crc != entry_crc(&entry))
		return 0;
	return block_write(entry.block, entry.bytes) < 0 ? -1 : 1;
}
