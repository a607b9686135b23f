// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS, type Limits } from '@headwater/formats/source'
import { UsageError } from '../exit.ts'

/** `--limit depth=1000` and so on, over the defaults. @throws UsageError. */
export function limitsOf(pairs: readonly string[] = []): Limits {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS }
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? []
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      throw new UsageError(
        `--limit ${pair}: there is no limit of that name`,
        `the limits are ${Object.keys(DEFAULT_LIMITS).join(', ')}`,
      )
    }
    if (!/^[1-9]\d{0,15}$/.test(value)) {
      throw new UsageError(`--limit ${pair}: the value must be a whole number above zero`)
    }
    limits[name] = Number(value)
  }
  return { ...DEFAULT_LIMITS, ...limits }
}
