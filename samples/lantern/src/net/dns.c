/* SPDX-License-Identifier: Apache-2.0 */
/* Always compiled; without CONFIG_NET_DNS the object holds no code. */
#include "dns.h"

#ifdef CONFIG_NET_DNS
size_t dns_skip_name(const uint8_t *message, size_t length, size_t at)
{
	while (at < length) {
		uint8_t label = message[at];

		if (label == 0)
			return at + 1;
		if (label >= 0xc0)
			return at + 2 <= length ? at + 2 : 0;
		if (label > 63)
			return 0;
		at += label + 1u;
	}
	return 0;
}
#endif
