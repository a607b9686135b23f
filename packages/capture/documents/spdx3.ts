// SPDX-License-Identifier: Apache-2.0
import { spdx3Pieces, type Spdx3Object, type Spdx3Pieces } from '@headwater/formats/spdx3'
import type { BuildFile, FileKind, TracedStep } from '../build/model.ts'
import type { Bill, BillKind, Holder, Making } from './bill.ts'
import { basisOf, codeText, isLink, linkedStatically, placeOf, presenceText } from './bill.ts'
import { completenessOf, gapText, LISTED } from './gaps.ts'
import type { Reference } from './index.ts'

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
  const idOf = (file: BuildFile): string => {
    const { bill: kind, key } = placeOf(file)
    const id = `${bases.get(kind) ?? base}#File-${encodeURIComponent(key)}`
    if (kind !== bill.kind) outside.set(id, kind)
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
    rootElement: [...roots],
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

interface Frame {
  readonly base: string
  add(type: string, id: string, members: Spdx3Object): string
  idOf(file: BuildFile): string
  codeOf(file: BuildFile): string | undefined
  relate(
    from: string,
    type: string,
    to: readonly string[],
    completeness?: 'complete' | 'incomplete',
  ): void
  annotate(subject: string, statement: string): void
}

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

function identifier(externalIdentifierType: string, value: string): Spdx3Object {
  return { type: 'ExternalIdentifier', externalIdentifierType, identifier: value }
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

function hash(algorithm: string, hashValue: string): Spdx3Object {
  return { type: 'Hash', algorithm, hashValue }
}

/** The whole build, and within it a build of its own for each command. */
function addBuild({ build }: Bill, frame: Frame): void {
  const { base, add, idOf, relate } = frame
  const type = BUILD_TYPES.get(build.system) ?? 'https://www.gnu.org/software/make/'
  const whole = add('build_Build', `${base}#Build`, {
    name: `build by ${build.system}`,
    build_buildType: type,
    ...(build.configuration.length > 0 && {
      build_configSourceUri: build.configuration.map(idOf),
      build_configSourceDigest: build.configuration.flatMap(({ digests: { sha256 } }) =>
        sha256 === undefined ? [] : [hash('sha256', sha256)],
      ),
    }),
    ...(build.settings.length > 0 && {
      build_parameter: build.settings.map(([key, value]) => entry(key, value)),
    }),
  })
  const tools = new Map<string, string>()
  for (const { name, version, purl, digests } of build.tools) {
    const id = add('Tool', `${base}#Tool-${encodeURIComponent(name)}`, {
      name: version === undefined ? name : `${name} ${version}`,
      ...(purl !== undefined && { externalIdentifier: [identifier('packageUrl', purl)] }),
      ...(digests?.sha256 !== undefined && { verifiedUsing: [hash('sha256', digests.sha256)] }),
    })
    tools.set(name, id)
  }
  const taken = new Set<string>()
  const steps: string[] = []
  for (const step of build.steps) {
    const key = encodeURIComponent(step.outputs[0]?.name ?? step.kind)
    let id = `${base}#Step-${key}`
    for (let number = 2; taken.has(id); number++) id = `${base}#Step-${key}-${number}`
    taken.add(id)
    steps.push(id)
    addStep(step, id, type, frame, step.tool && tools.get(step.tool.name))
  }
  relate(whole, 'ancestorOf', steps, 'complete')
  relate(whole, 'hasOutput', build.images.map(idOf))
}

/** Who says what a build of this kind is. */
const BUILD_TYPES: ReadonlyMap<string, string> = new Map([
  ['ninja', 'https://ninja-build.org/manual.html'],
  ['cmake-makefiles', 'https://cmake.org/cmake/help/latest/generator/Unix%20Makefiles.html'],
  ['kbuild', 'https://docs.kernel.org/kbuild/'],
  ['meson', 'https://mesonbuild.com/'],
])

function addStep(
  step: TracedStep,
  id: string,
  type: string,
  frame: Frame,
  tool: string | undefined,
): void {
  const { add, idOf, relate } = frame
  const parameters = [
    ...(step.command ? [entry('arguments', JSON.stringify(step.command))] : []),
    ...(step.unused.length > 0
      ? [entry('unused', JSON.stringify(step.unused.map(({ name }) => name)))]
      : []),
  ]
  add('build_Build', id, {
    name: `${step.kind} ${step.outputs[0]?.name ?? ''}`,
    build_buildType: `${type}#${step.kind}`,
    ...(parameters.length > 0 && { build_parameter: parameters }),
  })
  const inputs = [...step.inputs, ...step.includes].map(idOf)
  relate(id, 'hasInput', inputs, step.incomplete ? 'incomplete' : 'complete')
  relate(id, 'hasOutput', step.outputs.map(idOf), 'complete')
  if (tool !== undefined) relate(id, 'usesTool', [tool])
  for (const output of step.outputs) {
    if (isLink(step)) {
      const linked = linkedStatically(step)
      relate(
        idOf(output),
        'hasStaticLink',
        linked.map(idOf),
        step.incomplete ? 'incomplete' : 'complete',
      )
      relate(
        idOf(output),
        'hasDynamicLink',
        step.loads.map(idOf),
        step.incomplete ? 'incomplete' : 'complete',
      )
    } else if (step.kind === 'archive')
      relate(idOf(output), 'contains', step.inputs.map(idOf), 'complete')
  }
}

function entry(key: string, value: string): Spdx3Object {
  return { type: 'DictionaryEntry', key, value }
}

function importsOf(
  others: readonly Reference[],
  outside: ReadonlyMap<string, string>,
): Spdx3Object[] {
  const locations = new Map(others.map(({ bill, file }) => [bill.kind as string, file]))
  return [
    ...others.map(({ bill, file, sha256 }) => ({
      type: 'ExternalMap',
      externalSpdxId: namespaceOf(bill),
      locationHint: file,
      verifiedUsing: [hash('sha256', sha256)],
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
