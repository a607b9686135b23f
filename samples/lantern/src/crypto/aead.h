/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_CRYPTO_AEAD_H
#define LANTERN_CRYPTO_AEAD_H

#include "sha256.h"

void aead_seal(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12],
	       uint8_t tag[SHA256_SIZE]);
/* False, and the data untouched, when the tag does not fit. */
int aead_open(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12],
	      const uint8_t tag[SHA256_SIZE]);

#endif
