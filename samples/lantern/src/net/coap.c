/* SPDX-License-Identifier: Apache-2.0 */
#include "coap.h"

int coap_code(const uint8_t *message, size_t length)
{
	if (length < 4 || message[0] >> 6 != 1 || (message[0] & 15) > 8)
		return -1;
	return message[1];
}

/* Option values of 13 and more have extended lengths; this node never uses them and refuses them. */
const uint8_t *coap_payload(const uint8_t *message, size_t length, size_t *payload_length)
{
	size_t at;

	if (coap_code(message, length) < 0)
		return 0;
	at = 4u + (message[0] & 15u);
	while (at < length) {
		if (message[at] == 0xff) {
			*payload_length = length - at - 1;
			return *payload_length ? message + at + 1 : 0;
		}
		if ((message[at] & 15) > 12 || message[at] >> 4 > 12)
			return 0;
		at += 1u + (message[at] & 15u);
	}
	return 0;
}
