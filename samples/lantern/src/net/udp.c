/* SPDX-License-Identifier: Apache-2.0 */
#include "udp.h"

const uint8_t *udp_payload(const uint8_t *datagram, size_t length, size_t *payload_length,
			   uint16_t *port)
{
	size_t claimed;

	if (length < 8)
		return 0;
	claimed = (size_t)datagram[4] << 8 | datagram[5];
	if (claimed < 8 || claimed > length)
		return 0;
	*port = (uint16_t)(datagram[2] << 8 | datagram[3]);
	*payload_length = claimed - 8;
	return datagram + 8;
}
