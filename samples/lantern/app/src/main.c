/* SPDX-License-Identifier: Apache-2.0 */
/* The application: blink, answer on the serial line, and publish a digest of what comes in. */
#include "../../src/hal/gpio.h"
#include "../../src/hal/timer.h"
#include "../../src/hal/uart.h"
#include "../../src/net/frame.h"
#include "../../src/net/ipv4.h"
#include "../../src/net/udp.h"
#include "../../src/crypto/sha256.h"
#include "../../src/util/crc32.h"
#include "../../src/util/format.h"
#ifdef CONFIG_SHELL
#include "../../src/shell/shell.h"
#endif
#ifdef CONFIG_NET_COAP
#include "../../src/net/coap.h"
#endif
#ifdef CONFIG_NET_DNS
#include "../../src/net/dns.h"
#endif
#ifdef CONFIG_AEAD
#include "../../src/crypto/aead.h"
#endif
#ifdef CONFIG_FS_JOURNAL
#include "../../src/fs/journal.h"
#endif

static const uint8_t *received(const uint8_t *frame, size_t length, size_t *payload_length)
{
	const uint8_t *at;
	uint16_t port;
	int protocol;

	at = frame_payload(frame, length, &length);
	at = at ? ipv4_payload(at, length, &length, &protocol) : 0;
	if (!at || protocol != UDP_PROTOCOL)
		return 0;
	at = udp_payload(at, length, &length, &port);
#ifdef CONFIG_NET_DNS
	if (at && port == 53)
		return dns_skip_name(at, length, 12) ? at : 0;
#endif
#ifdef CONFIG_NET_COAP
	if (at && port == 5683)
		return coap_payload(at, length, payload_length);
#endif
	*payload_length = length;
	return at;
}

static void publish(const uint8_t *frame, size_t length)
{
	uint8_t digest[SHA256_SIZE];
	char text[2 * SHA256_SIZE + 1];
	struct sha256 hash;
	size_t payload_length = 0;
	const uint8_t *payload = received(frame, length, &payload_length);

	if (!payload)
		return;
	sha256_start(&hash);
	sha256_add(&hash, payload, payload_length);
	sha256_end(&hash, digest);
#ifdef CONFIG_AEAD
	static const uint8_t key[32], nonce[12];
	uint8_t tag[SHA256_SIZE];
	aead_seal(digest, sizeof digest, key, nonce, tag);
#endif
	format_hex(text, sizeof text, digest, sizeof digest);
	uart_write(text);
}

int app_main(void)
{
	static uint8_t frame[64];
	uint32_t since = timer_ticks();
	unsigned filled = 0;
	int lamp = 0;

#ifdef CONFIG_FS_JOURNAL
	journal_replay();
#endif
	while (!button_pressed()) {
		int c = uart_get();

		if (timer_passed(since, 1000)) {
			since = timer_ticks();
			lamp_set(lamp = !lamp);
		}
		if (c < 0)
			continue;
#ifdef CONFIG_SHELL
		shell_feed((char)c);
#endif
		frame[filled++] = (uint8_t)c;
		if (filled == sizeof frame) {
			publish(frame, crc32(frame, 60) ? 60 : 0);
			filled = 0;
		}
	}
	return 0;
}
