/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_FRAME_H
#define LANTERN_NET_FRAME_H

#include <stddef.h>
#include <stdint.h>

#define FRAME_HEADER 14u

/* The payload of an Ethernet frame that carries IPv4, or null. */
const uint8_t *frame_payload(const uint8_t *frame, size_t length, size_t *payload_length);

#endif
