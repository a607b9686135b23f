/* SPDX-License-Identifier: Apache-2.0 */
#include "ring.h"

int ring_push(struct ring *ring, uint8_t byte)
{
	if (ring->head - ring->tail == RING_SIZE)
		return 0;
	ring->bytes[ring->head++ % RING_SIZE] = byte;
	return 1;
}

int ring_pop(struct ring *ring, uint8_t *byte)
{
	if (ring->head == ring->tail)
		return 0;
	*byte = ring->bytes[ring->tail++ % RING_SIZE];
	return 1;
}
