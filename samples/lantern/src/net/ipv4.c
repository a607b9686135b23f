/* SPDX-License-Identifier: Apache-2.0 */
#include "ipv4.h"
#include "checksum.h"

const uint8_t *ipv4_payload(const uint8_t *packet, size_t length, size_t *payload_length, int *protocol)
{
	size_t header = length ? (packet[0] & 15u) * 4u : 0;
	size_t total;

	if (length < 20 || packet[0] >> 4 != 4 || header < 20 || header > length)
		return 0;
	total = (size_t)packet[2] << 8 | packet[3];
	if (total < header || total > length || internet_checksum(packet, header) != 0)
		return 0;
	*protocol = packet[9];
	*payload_length = total - header;
	return packet + header;
}
