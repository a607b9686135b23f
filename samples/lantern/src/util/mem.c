/* SPDX-License-Identifier: Apache-2.0 */
#include "mem.h"

void mem_copy(void *to, const void *from, size_t length)
{
	unsigned char *out = to;
	const unsigned char *in = from;

	while (length--)
		*out++ = *in++;
}

void mem_fill(void *to, unsigned char value, size_t length)
{
	unsigned char *out = to;

	while (length--)
		*out++ = value;
}

size_t text_length(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

int text_equal(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

/* The compiler may ask for these two by name, also in freestanding code. */
void *memcpy(void *to, const void *from, size_t length)
{
	mem_copy(to, from, length);
	return to;
}

void *memset(void *to, int value, size_t length)
{
	mem_fill(to, (unsigned char)value, length);
	return to;
}
