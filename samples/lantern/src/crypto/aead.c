/* SPDX-License-Identifier: Apache-2.0 */
#include "aead.h"
#include "chacha20.h"
#include "constant_time.h"
#include "hmac.h"

void aead_seal(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12],
	       uint8_t tag[SHA256_SIZE])
{
	chacha20(data, length, key, nonce);
	hmac_sha256(tag, key, data, length);
}

int aead_open(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12],
	      const uint8_t tag[SHA256_SIZE])
{
	uint8_t expected[SHA256_SIZE];

	hmac_sha256(expected, key, data, length);
	if (!constant_time_equal(expected, tag, SHA256_SIZE))
		return 0;
	chacha20(data, length, key, nonce);
	return 1;
}
