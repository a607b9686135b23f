// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

/** Shapes that every part of the API shares. The pages import their types; nothing of zod reaches the browser. */

export const Id = z.uuid().openapi({ description: 'UUID version 7', format: 'uuid' })
/** Of rows that are many: a number, as text. */
export const Key = z.string().regex(/^[1-9][0-9]{0,15}$/)
/** RFC 3339 has the year 0 and zones a day away; the database has neither. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isOnCalendar, 'must lie in the years 1 to 9999, in a time zone that there is')
  .openapi({ format: 'date-time' })
export const Day = z.iso
  .date()
  .refine((text) => !text.startsWith('0000'), 'there is no year 0')
  .openapi({ format: 'date' })
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** It stands in titles, headers of messages and tables: nothing in it breaks a line or turns what comes behind it round (UTS 55). */
export const Name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !UNSEEN.test(text), 'must hold no control characters')
export const Text = z.string().max(20_000)

export const SbomType = z.enum(['design', 'source', 'build', 'analyzed', 'deployed', 'runtime'])
export const Verdict = z.enum(['affected', 'not_affected', 'fixed', 'unknown'])
export const Justification = z.enum([
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
])
export const Severity = z.enum(['none', 'low', 'medium', 'high', 'critical'])

const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u
const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')
/** PostgreSQL, appendix B.2: a displacement is less than 16 hours. */
const FAR_ZONE = /[+-](?:1[6-9]|2[0-9]):[0-9]{2}$/

function isOnCalendar(text: string): boolean {
  const at = Date.parse(text)
  return at >= FIRST && at <= LAST && !FAR_ZONE.test(text)
}

/** How many findings stand at each verdict. A finding that releases share counts once. */
export const Counts = z
  .object({
    affected: z.int(),
    unknown: z.int(),
    not_affected: z.int(),
    fixed: z.int(),
    /** Of the affected ones, those that a catalogue lists as exploited. */
    exploited: z.int(),
  })
  .openapi('Counts')

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    hint: z.string().optional(),
    faults: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
    instance: z.string(),
  })
  .openapi('Problem')

/** Every list: `next` is the cursor of the next page, absent on the last. */
export function pageOf<Item extends z.ZodType>(item: Item, name: string) {
  return z
    .object({ items: z.array(item), next: z.string().optional(), total: z.int().optional() })
    .openapi(name)
}

export const PageQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** What a value of a schema is, for who imports only types. */
export type ValueOf<Schema extends z.ZodType> = z.output<Schema>
