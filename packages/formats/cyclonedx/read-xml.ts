// SPDX-License-Identifier: Apache-2.0
import { FaultList, FormatError } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'
import { dialectOf, type Member, type ObjectType } from './compile.ts'
import { EXTENSIONS } from './document.ts'
import { STREAMED, type CycloneDxSink, type StreamedItem, type StreamedKey } from './sink.ts'
import { NAMESPACE, VERSIONS_OF, type Version } from './versions.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'
import type { Built } from './xml-extensions.ts'
import type { XmlRun } from './xml-run.ts'
import { createObjectReader, readItem, type ObjectReader } from './xml-values.ts'

const STREAMED_KEYS: ReadonlySet<string> = new Set(STREAMED)

/**
 * Reads a CycloneDX XML document into a sink, in the shape of the JSON.
 * @throws FormatError with every fault: element path, line and column.
 */
export async function readXml(
  source: Source,
  sink: CycloneDxSink,
  limits: Limits | undefined,
): Promise<void> {
  let state: State | undefined
  await readXmlTree(
    source,
    {
      root(element) {
        state = createState(source, element, sink)
      },
      streams: (element) => state !== undefined && streamedMember(state, element) !== undefined,
      item(element) {
        if (state) takeItem(state, element)
      },
      child(element) {
        state?.reader.content(element)
      },
    },
    limits,
  )
  if (state) finish(state)
}

interface State {
  readonly run: XmlRun
  readonly sink: CycloneDxSink
  readonly type: ObjectType
  readonly built: Built
  readonly reader: ObjectReader
  /** Items handed over, list by list. */
  readonly counts: Map<StreamedKey, number>
}

function createState(source: Source, root: XmlElement, sink: CycloneDxSink): State {
  const version = versionOf(source, root)
  const dialect = dialectOf(version, 'xml')
  const type = dialect.type('bom')
  if (type.kind !== 'object') throw new Error('the table has no bom')
  const run: XmlRun = {
    dialect,
    namespace: root.namespace,
    faults: new FaultList(source.name),
    refs: new Set(),
    nested: [],
  }
  const built: Built = {}
  const reader = createObjectReader(run, root, type.object, built)
  sink.start({ specVersion: version, syntax: 'xml' })
  for (const attribute of root.attributes) reader.attribute(attribute)
  return { run, sink, type: type.object, built, reader, counts: new Map() }
}

function versionOf(source: Source, { name, local, namespace, line, column }: XmlElement): Version {
  const place = { pointer: `/${name}`, line, column }
  const version = VERSIONS_OF.xml.find((candidate) => namespace === NAMESPACE + candidate)
  if (local === 'bom' && version !== undefined) return version
  const known = namespace.startsWith(NAMESPACE)
  const message = known
    ? `expected a version of CycloneDX XML (${VERSIONS_OF.xml.join(', ')}) in the namespace, found ${JSON.stringify(namespace.slice(0, 80))}`
    : `expected <bom> in a namespace ${NAMESPACE}..., found <${local}> in ${JSON.stringify(namespace.slice(0, 80))}`
  const code = known ? 'UNSUPPORTED_VERSION' : 'UNKNOWN_FORMAT'
  throw new FormatError(source.name, [{ code, message, place }])
}

function streamedMember({ run, type }: State, element: XmlElement): Member | undefined {
  const { local, namespace } = element
  if (namespace !== run.namespace || !STREAMED_KEYS.has(local)) return undefined
  return type.members[local]
}

function takeItem(state: State, element: XmlElement): void {
  const { run, parent } = { run: state.run, parent: element.parent }
  const member = parent && streamedMember(state, parent)
  if (!member) return
  if (element.namespace !== run.namespace) {
    // Kept with the list, which is read when it closes.
    parent.content.push(element)
    return
  }
  const value = readItem(run, element, member)
  if (value !== undefined) hand(state, member.name as StreamedKey, value)
}

function hand({ run, sink, counts }: State, key: StreamedKey, value: unknown): void {
  const index = counts.get(key) ?? 0
  counts.set(key, index + 1)
  // After the first fault nobody is shown anything: only what keeps to the schema has the shape of its type.
  if (run.faults.count === 0) sink.item(key, index, value as StreamedItem<StreamedKey>)
}

function finish(state: State): void {
  const { run, sink, built, reader } = state
  reader.end()
  for (const dependency of run.nested) hand(state, 'dependencies', dependency)
  run.faults.throwIfAny()
  for (const key of Object.keys(built)) {
    if (!STREAMED_KEYS.has(key)) sink.member(key, built[key])
    else finishList(state, key as StreamedKey)
  }
  if (built[EXTENSIONS]) sink.extensions(built[EXTENSIONS])
}

function finishList({ sink, built, counts }: State, key: StreamedKey): void {
  const list = built[key] as Built | undefined
  if (!counts.has(key)) sink.member(key, [])
  if (list?.[EXTENSIONS]) sink.extensions(list[EXTENSIONS], key)
}
