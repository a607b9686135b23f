// SPDX-License-Identifier: Apache-2.0
import { CODE_MARK, type CodeRecord, type FileFunctions } from '@headwater/domain/code'
import type { OtherChange } from '@headwater/domain/triage'

export const RELEASE = '7.88.1'

export interface CurlInventory {
  readonly units: readonly {
    readonly file: string
    readonly object: string
    readonly sha256: string
    readonly text: number
    readonly deps: readonly string[]
    readonly functions: readonly CurlFunction[]
  }[]
  readonly binaries: Readonly<
    Record<string, { readonly sha256: string; readonly functions: readonly CurlFunction[] }>
  >
}

/** File, name, `own` or `inlined`. */
type CurlFunction = readonly [string, string, string]

export interface Cve {
  readonly id: string
  readonly first: string
  readonly last: string
  readonly title: string
  readonly files: readonly {
    readonly path: string
    readonly status: string
    readonly functions: readonly string[]
    readonly other: readonly string[]
  }[]
}

const NAMESPACE = 'https://example.org/spdx/curl'

/** The sources that any unit names, each with the functions that its text defines. */
export function sourceDocument(inventory: CurlInventory, all: readonly CurlInventory[]) {
  const functions = functionsOfText(all)
  const paths = new Set<string>()
  for (const { file, deps } of inventory.units) {
    paths.add(file)
    for (const path of deps) if (isOwn(path)) paths.add(path)
  }
  return {
    ...head('source'),
    packages: [
      {
        SPDXID: 'SPDXRef-curl',
        name: 'curl',
        versionInfo: RELEASE,
        downloadLocation: 'NOASSERTION',
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: `pkg:github/curl/curl@${RELEASE}`,
          },
        ],
      },
    ],
    files: [...paths].map((path) =>
      file(path, { of: 'source', functions: [...(functions.get(path) ?? [])] }),
    ),
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-curl'),
      ...[...paths].map((path) => relationship('SPDXRef-curl', 'CONTAINS', idOf(path))),
    ],
  }
}

/**
 * The corpus has no list of what a text defines: what some configuration's objects have is defined, and one function that no
 * configuration compiles (lib/hostip.c, under USE_ALARM_TIMEOUT).
 */
function functionsOfText(all: readonly CurlInventory[]): ReadonlyMap<string, Set<string>> {
  const found = new Map<string, Set<string>>([['lib/hostip.c', new Set(['alarmfunc'])]])
  for (const { units, binaries } of all) {
    const lists = [...units, ...Object.values(binaries)].flatMap(({ functions }) => functions)
    for (const [path, name] of lists) found.set(path, (found.get(path) ?? new Set()).add(name))
  }
  return found
}

export function buildDocument(inventory: CurlInventory, image: 'app' | 'tool') {
  const archive = 'lib/libcurl.a'
  const library = inventory.units.filter(({ object }) => object.startsWith('lib/'))
  const command = inventory.units.filter(({ object }) => !object.startsWith('lib/'))
  const units = image === 'tool' ? inventory.units : library
  const foreign = [...new Set(units.flatMap(({ deps }) => deps))].filter((path) => !isOwn(path))
  const present = statesIn(inventory.binaries[image]?.functions ?? [])
  return {
    ...head('build'),
    externalDocumentRefs: [
      {
        externalDocumentId: 'DocumentRef-source',
        spdxDocument: `${NAMESPACE}/source`,
        checksum: { algorithm: 'SHA1', checksumValue: '0'.repeat(40) },
      },
    ],
    packages: [],
    files: [
      file(image, undefined, inventory.binaries[image]?.sha256, 'BINARY'),
      file(archive, undefined, undefined, 'ARCHIVE'),
      ...foreign.map((path) => file(path)),
      ...units.map(({ object, text, functions }) =>
        file(object, {
          of: 'object',
          text,
          debug: 'dwarf',
          images: { [image]: functionsIn(functions, present) },
        }),
      ),
    ],
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', idOf(image)),
      relationship(idOf(image), 'STATIC_LINK', idOf(archive)),
      ...library.map(({ object }) => relationship(idOf(archive), 'CONTAINS', idOf(object))),
      ...(image === 'tool' ? command : []).map(({ object }) =>
        relationship(idOf(image), 'STATIC_LINK', idOf(object)),
      ),
      ...units.flatMap(({ object, file: source, deps }) => [
        relationship(idOf(object), 'GENERATED_FROM', `DocumentRef-source:${idOf(source)}`),
        ...deps
          .filter((path) => path !== source)
          .map((path) =>
            relationship(
              idOf(object),
              'GENERATED_FROM',
              isOwn(path) ? `DocumentRef-source:${idOf(path)}` : idOf(path),
              'included header',
            ),
          ),
      ]),
    ],
  }
}

function statesIn(functions: readonly CurlFunction[]): ReadonlyMap<string, string> {
  const states = new Map<string, string>()
  for (const [path, name, state] of functions) {
    const key = `${path} ${name}`
    if (states.get(key) !== 'own') states.set(key, state)
  }
  return states
}

/** What of an object's functions is in the image, by file. */
function functionsIn(
  functions: readonly CurlFunction[],
  present: ReadonlyMap<string, string>,
): readonly FileFunctions[] {
  const files = new Map<string, { own: string[]; inlined: string[]; dropped: string[] }>()
  for (const [path, name] of functions) {
    const entry = files.get(path) ?? { own: [], inlined: [], dropped: [] }
    files.set(path, entry)
    const state = present.get(`${path} ${name}`)
    entry[state === 'own' ? 'own' : state === 'inlined' ? 'inlined' : 'dropped'].push(name)
  }
  return [...files].map(([path, entry]) => ({ file: path, ...entry }))
}

/** What the fixes changed, in the shape of a locations file. */
export function locationsFile(cves: readonly Cve[]) {
  return {
    locations: cves.flatMap(({ id, files }) =>
      files
        // what a fix adds is nothing that could be vulnerable before it
        .filter(({ status }) => status !== 'A')
        .map(({ path, functions, other }) => ({
          id,
          paths: [path],
          functions,
          others: other.flatMap(changeOf),
          from: 'fix',
          basis: 'files and functions of the fix',
        })),
    ),
  }
}

/** `struct Cookie`, `variable x`, `macro Y`, `toplevel:` and the first line of what stands there. */
function changeOf(other: string): readonly OtherChange[] {
  const [, word = '', name = ''] = /^([a-z]+)[ :](.*)$/.exec(other) ?? []
  if (word === 'variable') return [{ kind: 'data', name }]
  if (word === 'macro') return [{ kind: 'macro', name }]
  if (word !== 'toplevel') return [{ kind: 'type', name }]
  const define = /^#\s*define\s+(\w+)/.exec(name)
  if (define !== null) return [{ kind: 'macro', name: define[1] ?? '' }]
  if (/^#\s*include/.test(name)) return [{ kind: 'include', name: '' }]
  if (name.startsWith('#')) return [{ kind: 'other', name: '' }]
  return name === '' || /^\s*[/*]/.test(name) ? [] : [{ kind: 'declaration', name: '' }]
}

function head(name: string) {
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    documentNamespace: `${NAMESPACE}/${name}`,
    creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: conformance'] },
  }
}

function file(path: string, record?: CodeRecord, sha256?: string, type?: string) {
  return {
    SPDXID: idOf(path),
    fileName: path,
    ...(sha256 === undefined
      ? {}
      : { checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }] }),
    ...(type === undefined ? {} : { fileTypes: [type] }),
    ...(record === undefined
      ? {}
      : {
          annotations: [
            {
              annotationType: 'OTHER',
              annotator: 'Tool: conformance',
              annotationDate: '2026-01-01T00:00:00Z',
              comment: `${CODE_MARK} ${JSON.stringify(record)}`,
            },
          ],
        }),
  }
}

function relationship(from: string, type: string, to: string, comment?: string) {
  return {
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
    ...(comment === undefined ? {} : { comment }),
  }
}

/** Of the source tree, and neither of the build nor of the system. */
function isOwn(path: string): boolean {
  return !path.startsWith('/') && !path.startsWith('build/')
}

function idOf(path: string): string {
  const plain = path.replaceAll(/[^A-Za-z0-9.]/g, '-')
  let hash = 0
  for (const c of path) hash = (hash * 31 + (c.codePointAt(0) ?? 0)) >>> 0
  return `SPDXRef-${plain}-${hash.toString(16)}`
}
