/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 2104, for keys of 32 bytes. */
#include "hmac.h"

static void add_padded_key(struct sha256 *hash, const uint8_t key[32], uint8_t padding)
{
	uint8_t block[64];

	for (int i = 0; i < 64; i++)
		block[i] = (uint8_t)((i < 32 ? key[i] : 0) ^ padding);
	sha256_add(hash, block, sizeof block);
}

void hmac_sha256(uint8_t tag[SHA256_SIZE], const uint8_t key[32], const void *data, size_t length)
{
	struct sha256 hash;

	sha256_start(&hash);
	add_padded_key(&hash, key, 0x36);
	sha256_add(&hash, data, length);
	sha256_end(&hash, tag);
	sha256_start(&hash);
	add_padded_key(&hash, key, 0x5c);
	sha256_add(&hash, tag, SHA256_SIZE);
	sha256_end(&hash, tag);
}
