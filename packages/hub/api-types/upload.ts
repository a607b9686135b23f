// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Id, Instant, Problem, Sha256 } from './common.ts'

/** A document that comes in pieces. */
export const Upload = z
  .object({
    id: Id,
    fileName: z.string(),
    sha256: Sha256.optional().openapi({ description: 'As its sender announced it' }),
    length: z.int(),
    offset: z.int().openapi({ description: 'So many bytes have come' }),
    state: z.enum(['open', 'complete', 'done', 'refused']).openapi({
      description:
        'open: waits for more; complete: is being read; done: `receipt`; refused: `problem`',
    }),
    expiresAt: Instant,
    receipt: z.object({ sha256: Sha256, lane: z.string(), isNew: z.boolean() }).optional(),
    problem: Problem.optional(),
  })
  .openapi('Upload')
