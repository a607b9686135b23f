/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_CRYPTO_CONSTANT_TIME_H
#define LANTERN_CRYPTO_CONSTANT_TIME_H

#include <stddef.h>
#include <stdint.h>

/* Takes as long for unequal bytes as for equal ones. */
static inline int constant_time_equal(const uint8_t *a, const uint8_t *b, size_t length)
{
	uint8_t difference = 0;

	for (size_t i = 0; i < length; i++)
		difference |= a[i] ^ b[i];
	return difference == 0;
}

#endif
