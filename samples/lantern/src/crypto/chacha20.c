/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 8439, section 2.4. */
#include "chacha20.h"

static uint32_t word(const uint8_t *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint32_t rotate(uint32_t x, int by)
{
	return x << by | x >> (32 - by);
}

static void quarter(uint32_t *s, int a, int b, int c, int d)
{
	s[a] += s[b];
	s[d] = rotate(s[d] ^ s[a], 16);
	s[c] += s[d];
	s[b] = rotate(s[b] ^ s[c], 12);
	s[a] += s[b];
	s[d] = rotate(s[d] ^ s[a], 8);
	s[c] += s[d];
	s[b] = rotate(s[b] ^ s[c], 7);
}

static void block(uint8_t out[64], const uint32_t input[16])
{
	uint32_t s[16];

	for (int i = 0; i < 16; i++)
		s[i] = input[i];
	for (int i = 0; i < 10; i++) {
		quarter(s, 0, 4, 8, 12);
		quarter(s, 1, 5, 9, 13);
		quarter(s, 2, 6, 10, 14);
		quarter(s, 3, 7, 11, 15);
		quarter(s, 0, 5, 10, 15);
		quarter(s, 1, 6, 11, 12);
		quarter(s, 2, 7, 8, 13);
		quarter(s, 3, 4, 9, 14);
	}
	for (int i = 0; i < 64; i++)
		out[i] = (uint8_t)((s[i / 4] + input[i / 4]) >> (8 * (i % 4)));
}

void chacha20(uint8_t *data, size_t length, const uint8_t key[32], const uint8_t nonce[12])
{
	uint32_t input[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 };
	uint8_t stream[64];

	for (int i = 0; i < 8; i++)
		input[4 + i] = word(key + 4 * i);
	input[12] = 1;
	for (int i = 0; i < 3; i++)
		input[13 + i] = word(nonce + 4 * i);
	for (size_t i = 0; i < length; i++) {
		if (i % 64 == 0) {
			block(stream, input);
			input[12]++;
		}
		data[i] ^= stream[i % 64];
	}
}
