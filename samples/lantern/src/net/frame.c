/* SPDX-License-Identifier: Apache-2.0 */
#include "frame.h"

const uint8_t *frame_payload(const uint8_t *frame, size_t length, size_t *payload_length)
{
	if (length < FRAME_HEADER || frame[12] != 0x08 || frame[13] != 0x00)
		return 0;
	*payload_length = length - FRAME_HEADER;
	return frame + FRAME_HEADER;
}
