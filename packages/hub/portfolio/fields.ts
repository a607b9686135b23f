// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { parseOverride } from '@headwater/check/settings'
import { Problem } from '../problem/index.ts'

/** What VEX statements may call a release: each is a purl or a CPE. */
export const Identities = z
  .array(z.string().max(1_000))
  .max(100)
  .refine((texts) => texts.every(isIdentity), 'each must be a purl or a CPE')

function isIdentity(text: string): boolean {
  return !('fault' in parseOverride('it', text))
}

/** @throws Problem `invalid` for a support that ends before it begins */
export function refuseTurnedSupport(days: {
  readonly supportStart?: string | null | undefined
  readonly supportEnd?: string | null | undefined
}): void {
  const { supportStart: start, supportEnd: end } = days
  if (typeof start !== 'string' || typeof end !== 'string' || start <= end) return
  throw new Problem('invalid', {
    faults: [{ at: '/supportEnd', message: 'support ends before it begins' }],
  })
}

type Given<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }

/** What was really given: to the store, a member without a value is none. */
export function withoutUndefined<Fields extends object>(fields: Fields): Partial<Given<Fields>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Given<Fields>>
}
