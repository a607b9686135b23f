// SPDX-License-Identifier: Apache-2.0
import type { Io } from '../io.ts'
import { safe } from '../print/text.ts'

/** One line on standard error that is overwritten, and only where a person sits before a terminal. */
export interface Progress {
  step(what: string): void
  end(): void
}

/** Nobody reads faster. */
const AT_MOST_EVERY_MS = 80

export function progressOn(io: Io): Progress {
  if (!io.interactive) return { step: () => undefined, end: () => undefined }
  let last = 0
  let shown = false
  return {
    step(what) {
      const now = io.now().getTime()
      if (now - last < AT_MOST_EVERY_MS) return
      last = now
      shown = true
      io.err(`\r\u001b[K${safe(what, 100)}`)
    },
    end() {
      if (shown) io.err('\r\u001b[K')
      shown = false
    },
  }
}
