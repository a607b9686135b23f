/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LANTERN_NET_UDP_H
#define LANTERN_NET_UDP_H

#include <stddef.h>
#include <stdint.h>

#define UDP_PROTOCOL 17

const uint8_t *udp_payload(const uint8_t *datagram, size_t length, size_t *payload_length,
			   uint16_t *port);

#endif
