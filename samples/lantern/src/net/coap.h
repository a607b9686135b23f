/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_COAP_H
#define LANTERN_NET_COAP_H

#include <stddef.h>
#include <stdint.h>

/* RFC 7252, section 3: the code of a message, or -1. */
int coap_code(const uint8_t *message, size_t length);
/* The payload after the marker, or null. */
const uint8_t *coap_payload(const uint8_t *message, size_t length, size_t *payload_length);

#endif
