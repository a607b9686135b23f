// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { saveDocument } from '../documents/index.ts'
import type { NewFinding } from '../findings/index.ts'
import { saveInventory, type FileOccurrence, type Occurrence } from '../inventories/index.ts'
import { createOrganisation, createProduct, createRelease } from '../portfolio/index.ts'
import { saveVulnerabilities, type NewVulnerability } from '../vulnerabilities/index.ts'
import type { TestStore } from './databases.ts'

/** An organisation with a product and a release, by their ids. */
export async function givenRelease(
  { db, newId, now }: TestStore,
  names: {
    readonly organisation?: number
    readonly product?: number
    readonly version?: string
  } = {},
): Promise<{ readonly organisation: number; readonly product: number; readonly release: number }> {
  const at = now()
  const organisation =
    names.organisation ?? (await createOrganisation(db, { publicId: newId(), name: 'Acme', at })).id
  const publicId = newId()
  const product =
    names.product ??
    (await createProduct(db, { publicId, organisation, name: `Product ${publicId}`, at })).id
  const release = await createRelease(db, {
    publicId: newId(),
    organisation,
    product,
    version: names.version ?? '1.0',
    at,
  })
  return { organisation, product, release: release.id }
}

/** A document of these bytes that has been read as this. */
export async function givenDocument(
  { db, now }: TestStore,
  text: string,
  {
    components = [],
    files = [],
  }: {
    readonly components?: readonly Occurrence[]
    readonly files?: readonly FileOccurrence[]
  } = {},
): Promise<{ readonly document: number; readonly components: readonly number[] }> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const at = now()
  const { id } = await saveDocument(db, { sha256, bytes, at })
  const saved = await saveInventory(db, {
    document: id,
    format: 'cyclonedx',
    specVersion: '1.6',
    facts: {},
    components,
    files,
    reader: 1,
    at,
  })
  return { document: id, components: saved.components }
}

export function npm(name: string, version: string): Occurrence {
  return { identity: { name, version, purls: [`pkg:npm/${name}@${version}`] }, element: name }
}

export async function givenVulnerabilities(
  { db, now }: TestStore,
  vulnerabilities: readonly (Partial<NewVulnerability> & { readonly name: string })[],
): Promise<readonly number[]> {
  return saveVulnerabilities(
    db,
    vulnerabilities.map((one) => ({ aliases: [], ...one })),
    now(),
  )
}

export function finding(
  component: number,
  vulnerability: number,
  more: Partial<NewFinding> = {},
): NewFinding {
  return {
    component,
    vulnerability,
    verdict: 'affected',
    decidedBy: 'rule',
    rule: 'location-unknown',
    reason: 'The version is in range.',
    ...more,
  }
}
