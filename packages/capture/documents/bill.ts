// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { CODE_MARK, PRESENCE_MARK, type PresenceRecord } from '@headwater/domain/code'
import type { BuildFile, Identity, TracedBuild, TracedStep } from '../build/model.ts'

/** One document before it has a format. */
export interface Bill {
  readonly kind: BillKind
  /** `curl-7.88.1-build` */
  readonly name: string
  /** What decides the document's id: the same content, the same id. */
  readonly uuid: string
  readonly holders: readonly Holder[]
  /** Files that belong to no package: what the build made. */
  readonly files: readonly BuildFile[]
  readonly build: TracedBuild
}

export type BillKind = 'application' | 'third-party' | 'build'

/** A package with the files that it is known to have. */
export interface Holder {
  readonly key: string
  readonly identity: Identity
  readonly purpose: 'source' | 'library'
  readonly complete: boolean
  readonly files: readonly BuildFile[]
  /** Of the archive that it was installed from, by algorithm. */
  readonly digests?: Readonly<Record<string, string>>
  readonly presence?: PresenceRecord
}

/** Who writes, and when: the only thing in a document that differs from one capture of a build to the next. */
export interface Making {
  readonly tool: { readonly name: string; readonly version: string }
  readonly created: string
}

/** The source of the application, the source of everybody else, and what was made of them. */
export function billsOf(build: TracedBuild, making: Making): readonly Bill[] {
  const [application] = build.trees
  const { name = 'build', version } = application?.identity ?? {}
  const base = slug(version === undefined ? name : `${name}-${version}`)
  const holders = (kind: 'application' | 'third-party'): readonly Holder[] =>
    build.trees
      .filter((tree) => tree.kind === kind)
      .map((tree) => ({
        key: tree.name,
        identity: tree.identity,
        purpose: 'source' as const,
        complete: tree.listed === 'whole',
        files: tree.files,
        ...(tree.presence && { presence: tree.presence }),
      }))
  const packages = build.packages.map(({ identity, architecture, files }): Holder => ({
    key: `${identity.name}:${architecture}`,
    identity,
    purpose: 'library',
    complete: false,
    files,
  }))
  const locked = build.locked.map(({ identity, digests, presence }): Holder => ({
    key: identity.purls[0] ?? identity.name,
    identity,
    purpose: 'library',
    complete: true,
    files: [],
    digests,
    presence,
  }))
  const made = build.files.filter(({ home }) => home.kind === 'build')
  const bill = (kind: BillKind, held: readonly Holder[], files: readonly BuildFile[]): Bill => ({
    kind,
    name: `${base}-${kind}`,
    uuid: uuidOf(kind, held, files, build, making),
    holders: held,
    files,
    build,
  })
  return [
    bill('application', holders('application'), []),
    bill('third-party', [...holders('third-party'), ...packages, ...locked], []),
    bill('build', [], made),
  ]
}

/** Which document names a file, and under which key: unique in that document and the same from build to build. */
export function placeOf(file: BuildFile): { readonly bill: BillKind; readonly key: string } {
  const { home, name } = file
  if (home.kind === 'build') return { bill: 'build', key: name }
  if (home.kind === 'package') return { bill: 'third-party', key: name }
  return { bill: home.application ? 'application' : 'third-party', key: `${home.tree}/${name}` }
}

/** All files of a document, those of packages first. */
export function* filesOf({ holders, files }: Bill): Generator<BuildFile> {
  for (const holder of holders) yield* holder.files
  yield* files
}

export function isLink({ kind }: TracedStep): boolean {
  return kind === 'link-image' || kind === 'link-shared' || kind === 'bundle'
}

/** What a link or a bundler put into its product. */
export function linkedStatically({ kind, inputs }: TracedStep): readonly BuildFile[] {
  return kind === 'bundle'
    ? inputs
    : inputs.filter((file) => file.kind === 'object' || file.kind === 'archive')
}

/** How a tree was recognised, for people. */
export function basisOf({ basis }: Identity): string {
  return basis.length === 0
    ? 'nothing in this folder says what it is'
    : `recognised by ${basis.join(', ')}`
}

/** What is known of a file's code, as every format carries it. */
export function codeText(file: BuildFile, { code }: TracedBuild): string | undefined {
  const record = code.get(file)
  return record === undefined ? undefined : `${CODE_MARK} ${JSON.stringify(record)}`
}

/** What is known of a package that a lockfile names, as every format carries it. */
export function presenceText(record: PresenceRecord): string {
  return `${PRESENCE_MARK} ${JSON.stringify(record)}`
}

/** A step in an annotation, for formats that have no elements for steps. */
export function stepText({ kind, tool, command }: TracedStep): string {
  return `headwater-step/1 ${JSON.stringify({ kind, ...(tool && { tool: tool.name }), ...(command && { arguments: command }) })}`
}

function uuidOf(
  kind: BillKind,
  holders: readonly Holder[],
  files: readonly BuildFile[],
  build: TracedBuild,
  { tool }: Making,
): string {
  const hash = createHash('sha256').update(`${kind}\n${tool.name} ${tool.version}\n`)
  const addFiles = (list: readonly BuildFile[]): void => {
    for (const file of list) {
      const { name, digests } = file
      hash.update(
        `${name}\n${digests.sha256 ?? ''}\n${digests.sha512 ?? ''}\n${codeText(file, build) ?? ''}\n`,
      )
    }
  }
  for (const { key, identity, presence, files: own } of holders) {
    hash.update(`${JSON.stringify([key, identity, presence])}\n`)
    addFiles(own)
  }
  addFiles(files)
  if (kind === 'build') {
    for (const step of build.steps) {
      const names = [...step.outputs, ...step.inputs, ...step.includes, ...step.loads].map(
        (file) => `${placeOf(file).key} ${file.digests.sha256 ?? ''}`,
      )
      hash.update(
        `${step.kind}\n${names.join('\n')}\n${JSON.stringify([step.command, step.tool])}\n`,
      )
    }
    hash.update(JSON.stringify([build.settings, build.gaps, build.images.map(({ name }) => name)]))
  }
  return uuidText(hash.digest())
}

/** RFC 9562, 5.8: version 8, whose content is the maker's own affair. */
function uuidText(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

function slug(text: string): string {
  return text.replaceAll(/[^\w.+-]+/g, '-').slice(0, 100)
}
