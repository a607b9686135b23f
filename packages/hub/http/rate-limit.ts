// SPDX-License-Identifier: Apache-2.0
import { Problem } from '../problem/index.ts'

export interface RateLimitOptions {
  /** Requests that may come at once. */
  readonly burst: number
  /** Requests a second that are given back. */
  readonly perSecond: number
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
}

/** Callers that are remembered; beyond them the longest silent one is forgotten. */
const MOST_CALLERS = 50_000

/**
 * A token bucket per caller, in this process: several hubs behind one address each allow their share.
 * @throws Problem `too-many-requests` from `take`, with the seconds to wait.
 */
export function rateLimit({ burst, perSecond, now }: RateLimitOptions): {
  readonly take: (caller: string, cost?: number) => void
} {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(caller, cost = 1) {
      const at = now()
      const known = buckets.get(caller)
      buckets.delete(caller)
      // a clock that was set back gives nothing and takes nothing
      const passed = Math.max(0, at - (known?.at ?? at))
      const left = Math.min(burst, (known?.left ?? burst) + (passed / 1000) * perSecond)
      if (buckets.size >= MOST_CALLERS) {
        const oldest = buckets.keys().next()
        if (!oldest.done) buckets.delete(oldest.value)
      }
      if (left < cost) {
        buckets.set(caller, { left, at })
        const retryAfterSeconds = Math.max(1, Math.ceil((cost - left) / perSecond))
        throw new Problem('too-many-requests', { retryAfterSeconds })
      }
      buckets.set(caller, { left: left - cost, at })
    },
  }
}
