// SPDX-License-Identifier: Apache-2.0
import { releasesSharing, type Attachment } from '@headwater/store/documents'
import type { Visible } from '@headwater/store/visibility'
import { SbomType, type Lane, type Release, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'

const MISSING: Readonly<Record<ValueOf<typeof SbomType>, string>> = {
  design: 'It would say what was planned, before anything was built.',
  source: 'It would list every source file, so that code that was left out can be told.',
  build: 'It would say which files went into the image: without it only versions decide.',
  analyzed: 'It would say what a scanner found in the finished image.',
  deployed: 'It would say what is installed where, with its configuration.',
  runtime: 'It would say what was seen running.',
}

/** Public ids by the number that a row has inside. */
export type PublicIds = ReadonlyMap<number, string>

/** Six lanes, each with its documents or what they would add, and the statements of others beside them. */
export async function lanesOf(
  { store }: Hub,
  visible: Visible,
  release: number,
  attachments: readonly Attachment[],
  { builds, deployments }: { readonly builds: PublicIds; readonly deployments: PublicIds },
): Promise<Pick<ValueOf<typeof Release>, 'lanes' | 'vex'>> {
  const shared = await releasesSharing(store.db, visible, release)
  const shown = (lane: Attachment['lane']): ValueOf<typeof Lane>['documents'] =>
    attachments
      .filter((each) => each.lane === lane)
      .map((each) => {
        const build = each.build_id === null ? undefined : builds.get(each.build_id)
        const deployment =
          each.deployment_id === null ? undefined : deployments.get(each.deployment_id)
        return {
          ...documentOf(each),
          ...(build === undefined ? {} : { build }),
          ...(deployment === undefined ? {} : { deployment }),
          sharedWith: shared.get(each.document_id) ?? 0,
        }
      })
  return {
    lanes: SbomType.options.map((type) => {
      const documents = shown(type)
      return documents.length > 0
        ? { type, documents }
        : { type, documents, missing: MISSING[type] }
    }),
    vex: shown('vex'),
  }
}

interface KeptFacts {
  readonly creators?: readonly string[]
  readonly tools?: readonly string[]
  readonly createdAt?: string
  readonly remarks?: readonly string[]
}

function documentOf(
  row: Attachment,
): Omit<ValueOf<typeof Lane>['documents'][number], 'sharedWith'> {
  const facts = (row.facts ?? {}) as KeptFacts
  return {
    id: row.public_id,
    sha256: row.sha256.toString('hex'),
    fileName: row.name,
    format: row.format ?? 'not read yet',
    specVersion: row.spec_version ?? '',
    bytes: row.size,
    creators: [...(facts.creators ?? [])],
    tools: row.tool === null ? [...(facts.tools ?? [])] : [row.tool],
    ...(row.method === null ? {} : { method: row.method }),
    ...(facts.createdAt === undefined ? {} : { createdAt: facts.createdAt }),
    receivedAt: row.uploaded_at,
    receivedFrom: row.author ?? 'an upload',
    remarks: [...(facts.remarks ?? [])],
  }
}
