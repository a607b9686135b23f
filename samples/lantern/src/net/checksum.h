/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_CHECKSUM_H
#define LANTERN_NET_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* RFC 1071: the one's complement sum of 16-bit words. */
static inline uint16_t internet_checksum(const uint8_t *bytes, size_t length)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < length; i++)
		sum += i % 2 ? bytes[i] : (uint32_t)bytes[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

#endif
