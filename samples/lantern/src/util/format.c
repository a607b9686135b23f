/* SPDX-License-Identifier: Apache-2.0 */
#include "format.h"

size_t format_decimal(char *to, size_t room, uint32_t value)
{
	char digits[10];
	size_t count = 0;
	size_t length = 0;

	do {
		digits[count++] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	while (count && length + 1 < room)
		to[length++] = digits[--count];
	if (room)
		to[length] = 0;
	return length;
}

size_t format_hex(char *to, size_t room, const uint8_t *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	size_t at = 0;

	for (size_t i = 0; i < length && at + 2 < room; i++) {
		to[at++] = digits[bytes[i] >> 4];
		to[at++] = digits[bytes[i] & 15];
	}
	if (room)
		to[at] = 0;
	return at;
}
