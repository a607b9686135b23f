// SPDX-License-Identifier: Apache-2.0
import { spdx3Pieces, type Spdx3Object, type Spdx3Pieces } from '@headwater/formats/spdx3'
import type { BuildFile, FileKind } from '../build/model.ts'
import type { Bill, BillKind, Holder, Making } from './bill.ts'
import { basisOf, codeText, placeOf, presenceText } from './bill.ts'
import { completenessOf, gapText, LISTED } from './gaps.ts'
import type { Reference } from './index.ts'
import { addBuild } from './spdx3-build.ts'
import { hash, identifier, type Frame } from './spdx3-frame.ts'

/** SPDX 3.0.1 with the profiles Core, Software and, for the build, Build. */
export function writeAsSpdx3(
  bill: Bill,
  making: Making,
  others: readonly Reference[],
): readonly string[] {
  const base = namespaceOf(bill)
  const bases = new Map<BillKind, string>([[bill.kind, base]])
  for (const other of others) bases.set(other.bill.kind, namespaceOf(other.bill))
  const pieces = spdx3Pieces()
  const outside = new Map<string, string>()
  const add = (type: string, id: string, members: Spdx3Object): string => {
    pieces.add({ type, spdxId: id, creationInfo: CREATION, ...members })
    return id
  }
  const ids = new Map<BuildFile, string>()
  const idOf = (file: BuildFile): string => {
    const known = ids.get(file)
    if (known !== undefined) return known
    const { bill: kind, key } = placeOf(file)
    const id = `${bases.get(kind) ?? base}#File-${encodeURIComponent(key)}`
    if (kind !== bill.kind) outside.set(id, kind)
    ids.set(file, id)
    return id
  }
  let relationships = 0
  const relate = (
    from: string,
    relationshipType: string,
    to: readonly string[],
    completeness?: 'complete' | 'incomplete',
  ): void => {
    if (to.length === 0) return
    const id = `${base}#Relationship-${++relationships}`
    add('Relationship', id, {
      relationshipType,
      from,
      to: [...new Set(to)],
      ...(completeness && { completeness }),
    })
  }
  const annotate = (subject: string, statement: string): void => {
    add(
      'Annotation',
      `${subject.startsWith(`${base}#`) ? subject : `${base}#Document`}-annotation-${++relationships}`,
      {
        annotationType: 'other',
        subject,
        statement,
      },
    )
  }
  const codeOf = (file: BuildFile): string | undefined => codeText(file, bill.build)
  const frame: Frame = { base, add, idOf, codeOf, relate, annotate }

  addMaker(pieces, base, making)
  const roots =
    bill.kind === 'build'
      ? bill.build.images.map(idOf)
      : bill.holders.map((holder) => addHolder(holder, frame))
  for (const file of bill.files) addFile(file, frame)
  if (bill.kind === 'build') addBuild(bill, frame)
  add('software_Sbom', `${base}#SBOM`, {
    name: bill.name,
    software_sbomType: [bill.kind === 'build' ? 'build' : 'source'],
    ...(roots.length > 0 && { rootElement: [...roots] }),
  })
  const gaps = bill.kind === 'build' ? bill.build.gaps : []
  for (const gap of gaps) annotate(base, gapText(gap))
  add('SpdxDocument', base, {
    name: bill.name,
    profileConformance:
      bill.kind === 'build' ? ['core', 'software', 'build'] : ['core', 'software'],
    rootElement: [`${base}#SBOM`],
    comment: commentOf(bill),
    ...(others.length > 0 && bill.kind === 'build' && { import: importsOf(others, outside) }),
  })
  return pieces.end()
}

const CREATION = '_:creation'

function namespaceOf({ name, uuid }: Bill): string {
  return `https://spdx.org/spdxdocs/${name}-${uuid}`
}

function addMaker(pieces: Spdx3Pieces, base: string, { tool, created }: Making): void {
  const agent = `${base}#Agent-${tool.name}`
  const id = `${base}#Tool-${tool.name}`
  const name = `${tool.name} ${tool.version}`
  pieces.add({
    type: 'CreationInfo',
    '@id': CREATION,
    specVersion: '3.0.1',
    created,
    createdBy: [agent],
    createdUsing: [id],
  })
  pieces.add({ type: 'SoftwareAgent', spdxId: agent, creationInfo: CREATION, name })
  pieces.add({ type: 'Tool', spdxId: id, creationInfo: CREATION, name })
}

function addHolder(holder: Holder, frame: Frame): string {
  const { base, add, idOf, relate } = frame
  const { identity, key, purpose, digests = {} } = holder
  const id = `${base}#Package-${encodeURIComponent(key)}`
  const [purl, ...morePurls] = identity.purls
  const identifiers = [
    ...identity.cpes.map((cpe) => identifier('cpe23', cpe)),
    ...morePurls.map((each) => identifier('packageUrl', each)),
  ]
  const hashes = Object.entries(digests).map(([algorithm, value]) => hash(algorithm, value))
  add('software_Package', id, {
    name: identity.name,
    ...(identity.version !== undefined && { software_packageVersion: identity.version }),
    ...(purl !== undefined && { software_packageUrl: purl }),
    ...(identifiers.length > 0 && { externalIdentifier: identifiers }),
    ...(identity.repository !== undefined && {
      externalRef: [
        { type: 'ExternalRef', externalRefType: 'vcs', locator: [identity.repository] },
      ],
    }),
    software_primaryPurpose: purpose,
    ...(hashes.length > 0 && { verifiedUsing: hashes }),
    software_sourceInfo: basisOf(identity),
    ...(identity.supplier !== undefined && { suppliedBy: addSupplier(identity.supplier, frame) }),
  })
  if (identity.license !== undefined) {
    const license = add('simplelicensing_LicenseExpression', `${id}-license`, {
      simplelicensing_licenseExpression: identity.license,
    })
    relate(id, 'hasDeclaredLicense', [license])
  }
  if (holder.presence) frame.annotate(id, presenceText(holder.presence))
  for (const file of holder.files) addFile(file, frame)
  relate(id, 'contains', holder.files.map(idOf), holder.complete ? 'complete' : 'incomplete')
  return id
}

const suppliers = new WeakMap<Frame, Map<string, string>>()

function addSupplier(name: string, frame: Frame): string {
  let known = suppliers.get(frame)
  if (known === undefined) suppliers.set(frame, (known = new Map()))
  const id = known.get(name) ?? `${frame.base}#Supplier-${known.size + 1}`
  if (!known.has(name)) {
    known.set(name, id)
    frame.add('Organization', id, { name })
  }
  return id
}

/** SPDX 3.0.1 Software, SoftwarePurpose: the nearest word. */
const PURPOSES: Readonly<Record<FileKind, string | undefined>> = {
  source: 'source',
  header: 'source',
  generated: 'source',
  object: 'library',
  archive: 'library',
  shared: 'library',
  image: 'executable',
  config: 'configuration',
  data: undefined,
}

function addFile(file: BuildFile, { add, idOf, codeOf, annotate }: Frame): void {
  const { sha256, sha1, sha512, gitSha1 } = file.digests
  const hashes = [
    ...(sha256 === undefined ? [] : [hash('sha256', sha256)]),
    ...(sha1 === undefined ? [] : [hash('sha1', sha1)]),
    ...(sha512 === undefined ? [] : [hash('sha512', sha512)]),
  ]
  const purpose = PURPOSES[file.kind]
  const id = add('software_File', idOf(file), {
    name: file.name,
    ...(purpose !== undefined && { software_primaryPurpose: purpose }),
    ...(hashes.length > 0 && { verifiedUsing: hashes }),
    ...(gitSha1 !== undefined && {
      software_contentIdentifier: [
        {
          type: 'software_ContentIdentifier',
          software_contentIdentifierType: 'gitoid',
          software_contentIdentifierValue: `gitoid:blob:sha1:${gitSha1}`,
        },
      ],
    }),
  })
  const code = codeOf(file)
  if (code !== undefined) annotate(id, code)
}

function importsOf(
  others: readonly Reference[],
  outside: ReadonlyMap<string, string>,
): Spdx3Object[] {
  const locations = new Map(others.map(({ bill, file }) => [bill.kind as string, file]))
  return [
    ...others.map(({ bill, file, digest }) => ({
      type: 'ExternalMap',
      externalSpdxId: namespaceOf(bill),
      locationHint: file,
      verifiedUsing: [hash('sha256', digest('sha256'))],
    })),
    ...[...outside].map(([externalSpdxId, kind]) => ({
      type: 'ExternalMap',
      externalSpdxId,
      locationHint: locations.get(kind) ?? kind,
    })),
  ]
}

function commentOf({ kind, build }: Bill): string {
  return kind === 'build' ? completenessOf(build) : LISTED
}
