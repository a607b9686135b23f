/* SPDX-License-Identifier: Apache-2.0 */
#include "base64.h"

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t base64_encode(char *to, size_t room, const uint8_t *bytes, size_t length)
{
	size_t at = 0;

	if ((length + 2) / 3 * 4 + 1 > room)
		return 0;
	for (size_t i = 0; i < length; i += 3) {
		uint32_t block = (uint32_t)bytes[i] << 16;

		if (i + 1 < length)
			block |= (uint32_t)bytes[i + 1] << 8;
		if (i + 2 < length)
			block |= bytes[i + 2];
		to[at++] = alphabet[block >> 18 & 63];
		to[at++] = alphabet[block >> 12 & 63];
		to[at++] = i + 1 < length ? alphabet[block >> 6 & 63] : '=';
		to[at++] = i + 2 < length ? alphabet[block & 63] : '=';
	}
	to[at] = 0;
	return at;
}
