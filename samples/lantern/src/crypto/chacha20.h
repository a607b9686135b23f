/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_CRYPTO_CHACHA20_H
#define LANTERN_CRYPTO_CHACHA20_H

#include <stddef.h>
#include <stdint.h>

/* Encrypts or decrypts in place. */
void chacha20(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12]);

#endif
