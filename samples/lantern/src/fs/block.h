/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_FS_BLOCK_H
#define LANTERN_FS_BLOCK_H

#include <stdint.h>

#define BLOCK_SIZE 32u
#define BLOCK_COUNT 64u

int block_read(unsigned at, uint8_t block[BLOCK_SIZE]);
int block_write(unsigned at, const uint8_t block[BLOCK_SIZE]);
/* The first block that was never written, or -1. */
int block_first_free(void);

#endif
