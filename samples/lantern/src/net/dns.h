/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_DNS_H
#define LANTERN_NET_DNS_H

#include <stddef.h>
#include <stdint.h>

/* Where the question section's first name ends, or 0 when the message is malformed. */
size_t dns_skip_name(const uint8_t *message, size_t length, size_t at);

#endif
