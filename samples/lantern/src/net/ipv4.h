/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_IPV4_H
#define LANTERN_NET_IPV4_H

#include <stddef.h>
#include <stdint.h>

/* The payload of a well-formed packet and its protocol number, or null. */
const uint8_t *ipv4_payload(const uint8_t *packet, size_t length, size_t *payload_length, int *protocol);

#endif
