/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_UTIL_RING_H
#define LANTERN_UTIL_RING_H

#include <stdint.h>

#define RING_SIZE 64u

struct ring {
	uint8_t bytes[RING_SIZE];
	uint32_t head;
	uint32_t tail;
};

/* False when full; the byte is lost then. */
int ring_push(struct ring *ring, uint8_t byte);
/* False when empty. */
int ring_pop(struct ring *ring, uint8_t *byte);

#endif
