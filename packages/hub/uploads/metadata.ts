// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { Id, SbomType, Sha256 } from '../api-types/index.ts'
import { Problem } from '../problem/index.ts'

const LONGEST = 4_000
const MOST_PAIRS = 20

/** What a sender says of a document; names that we do not know are passed over, as other clients send some. */
const Metadata = z.object({
  filename: z.string().min(1).max(255).default('document'),
  type: z.enum([...SbomType.options, 'vex']).optional(),
  method: z.string().max(200).optional(),
  sha256: Sha256.optional(),
  build: Id.optional(),
  deployment: Id.optional(),
})
export type Metadata = z.output<typeof Metadata>

/**
 * Reads `Upload-Metadata` of tus 1.0: `filename YS5qc29u,sha256 …`, each value in base64.
 * @throws Problem `bad-request`, `invalid`
 */
export function readMetadata(text: string | undefined): Metadata {
  if (text !== undefined && text.length > LONGEST) throw wrong()
  const said = new Map<string, string>()
  for (const pair of (text ?? '').split(',').slice(0, MOST_PAIRS)) {
    const [name = '', value = '', ...rest] = pair.trim().split(' ')
    if (name === '' && value === '') continue
    if (rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw wrong()
    said.set(name, Buffer.from(value, 'base64').toString('utf8'))
  }
  const read = Metadata.safeParse(Object.fromEntries(said))
  if (read.success) return read.data
  throw new Problem('invalid', {
    faults: read.error.issues.map(({ path, message }) => ({
      at: `Upload-Metadata ${path.map(String).join('.')}`,
      message,
    })),
  })
}

function wrong(): Problem {
  return new Problem('bad-request', {
    detail:
      'Upload-Metadata is to be pairs of a name and a value in base64, with commas between them',
  })
}
