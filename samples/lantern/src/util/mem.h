/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_UTIL_MEM_H
#define LANTERN_UTIL_MEM_H

#include <stddef.h>

void mem_copy(void *to, const void *from, size_t length);
void mem_fill(void *to, unsigned char value, size_t length);
size_t text_length(const char *text);
int text_equal(const char *a, const char *b);

#endif
