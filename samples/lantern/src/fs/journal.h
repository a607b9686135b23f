/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_FS_JOURNAL_H
#define LANTERN_FS_JOURNAL_H

#include "block.h"

#define JOURNAL_AT (BLOCK_SIZE * BLOCK_COUNT)

struct journal_entry {
	uint8_t block;
	uint8_t bytes[BLOCK_SIZE];
	uint32_t crc;
};

/* Says what will be written where, before it is. */
int journal_note(uint8_t block, const uint8_t bytes[BLOCK_SIZE]);
/* Writes what was noted and perhaps not finished; 1 when there was such a note. */
int journal_replay(void);

#endif
