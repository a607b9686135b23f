// SPDX-License-Identifier: Apache-2.0
import { readJsonMembers } from '../json/index.ts'
import { DEFAULT_LIMITS, type Limits, type Source } from '../source/index.ts'
import { createChecker, type Checker } from './check.ts'
import type { Repeat } from './definitions.ts'
import { possiblePrefix, readContext, type ContextFacts } from './context.ts'
import {
  isObject,
  objects,
  text,
  type Spdx3Context,
  type Spdx3Object,
  type Spdx3Value,
} from './document.ts'
import type { IdTable } from './ids.ts'
import { modelOf, type ClassModel, type Model } from './model.ts'
import { settleRepeats } from './repeats.ts'
import { createReport, type Report } from './report.ts'
import { versionNamed, VERSIONS, type Spdx3Version } from './spec/versions.ts'

export interface Spdx3Sink {
  /** Before the first node: the table of ids, which grows while the document is read. */
  begin?(ids: IdTable, model: Model): void
  /**
   * Every Element and every CreationInfo, validated and normalized, in the order of the text; a node that stands inline comes before
   * the one that it stands in. `id` is undefined for nodes without one. `model` is undefined where SPDX does not
   * know the class. The node may be kept, but must not be changed.
   */
  node?(node: Spdx3Object, id: string | undefined, model: ClassModel | undefined): void
  /** Root objects only. */
  root?(node: Spdx3Object): void
}

export interface Spdx3Summary {
  readonly version: Spdx3Version
  readonly specVersion: string
  readonly context: readonly Spdx3Context[]
  readonly bare: boolean
  readonly remarks: readonly string[]
  /** Every id that was defined or referred to, expanded. */
  readonly ids: IdTable
}

/**
 * Reads SPDX 3 JSON-LD one element at a time, so that documents of any size can be read; only ids are held. What the sink was
 * given must be thrown away where this throws.
 * @throws FormatError with every fault and its place.
 */
export async function streamSpdx3(
  source: Source,
  sink: Spdx3Sink,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Spdx3Summary> {
  let known: Known = { prefixes: new Map(), searched: false, complete: false }
  let skip = 0
  for (;;) {
    const pass = createPass(sink, known, skip)
    try {
      await readJsonMembers(source, {
        streamed: GRAPH,
        limits,
        onMember: pass.member,
        onElement: pass.element,
      })
      const { summary, repeats } = pass.end()
      await settleRepeats(source, limits, repeats, pass.report)
      await pass.report.close(source)
      return { ...summary, remarks: pass.report.remarks }
    } catch (error) {
      if (!(error instanceof ReadAhead)) throw error
      known = await readAhead(source, limits, error.namespaces)
      skip = pass.handedOver()
    }
  }
}

const GRAPH: ReadonlySet<string> = new Set(['@graph'])

/** What has to be known before the first element and may stand behind it. */
interface Known {
  readonly context?: unknown
  readonly prefixes: ReadonlyMap<string, string>
  /** The whole text was searched for a context. */
  readonly searched: boolean
  /** ... and for namespace maps. */
  readonly complete: boolean
}

/** Unwinds a pass that needs something from further down the text; never leaves this file. */
class ReadAhead extends Error {
  readonly namespaces: boolean
  constructor(namespaces: boolean) {
    super('read ahead')
    this.namespaces = namespaces
  }
}

/**
 * `@context` behind `@graph`, and the namespace map of the SpdxDocument, whose prefixes some writers (west spdx) use in ids
 * without saying so in the context.
 */
async function readAhead(source: Source, limits: Limits, namespaces: boolean): Promise<Known> {
  let context: unknown
  const prefixes = new Map<string, string>()
  const collect = (node: Spdx3Object): void => {
    for (const map of objects(node, 'namespaceMap')) {
      const prefix = text(map, 'prefix')
      const namespace = text(map, 'namespace')
      if (prefix !== undefined && namespace !== undefined) prefixes.set(prefix, namespace)
    }
  }
  await readJsonMembers(source, {
    streamed: namespaces ? GRAPH : new Set<string>(),
    limits,
    skip: (key) => key !== '@context' && key !== 'namespaceMap',
    onMember(key, value) {
      if (key === '@context') context = value
      // a member of JSON: `objects` looks before it believes
      else if (namespaces) collect({ namespaceMap: value as Spdx3Value })
      return key === '@context' && !namespaces
    },
    onElement(_key, _index, value) {
      if (isObject(value)) collect(value)
    },
  })
  return { context, prefixes, searched: true, complete: namespaces }
}

interface Pass {
  readonly report: Report
  readonly member: (key: string, value: unknown) => void
  readonly element: (key: string, index: number, value: unknown) => void
  readonly end: () => {
    readonly summary: Omit<Spdx3Summary, 'remarks'>
    readonly repeats: readonly Repeat[]
  }
  /** Nodes that the sink has already. */
  readonly handedOver: () => number
}

function createPass(sink: Spdx3Sink, known: Known, skip: number): Pass {
  const report = createReport()
  const rest: Record<string, unknown> = {}
  let restCount = 0
  let context: ContextFacts | undefined
  let model: Model | undefined
  let checker: Checker | undefined
  let graphs = 0
  let nodes = 0
  let roots = 0

  function begin(value: unknown): Checker {
    const facts = readContext(value, report.fault)
    context = facts
    const version = versionOf(facts)
    model = modelOf(version)
    const { remark } = VERSIONS[version]
    if (remark !== undefined) report.remark(remark)
    const prefixes = new Map([...known.prefixes, ...facts.prefixes])
    checker = createChecker({
      model,
      context: facts,
      prefixes,
      report,
      visit(node, id, of) {
        if (++nodes > skip) sink.node?.(node, id, of)
      },
      onId(id) {
        // most ids begin with http
        if (known.complete || id.charCodeAt(0) === 104) return
        const prefix = possiblePrefix(id)
        if (prefix !== undefined && !prefixes.has(prefix)) throw new ReadAhead(true)
      },
    })
    sink.begin?.(checker.ids, model)
    return checker
  }

  function versionOf(facts: ContextFacts): Spdx3Version {
    if (facts.version === undefined) {
      report.fault(
        facts.list.length === 0 ? 'MISSING' : 'UNKNOWN_FORMAT',
        'the document does not name the SPDX 3 context: https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
        facts.list.length === 0 ? [] : ['@context'],
      )
      return '3.0.1'
    }
    const version = versionNamed(facts.version)
    if (version === undefined) {
      report.fault('UNSUPPORTED_VERSION', `SPDX ${facts.version} is not one of 3.0.1, 3.1`, [
        '@context',
      ])
    }
    return version ?? '3.0.1'
  }

  function root(value: unknown, index: number, using: Checker): void {
    using.root(value, index)
    if (report.faultCount === 0 && isObject(value) && ++roots > 0) sink.root?.(value)
  }

  return {
    report,
    member(key, value) {
      if (key === '@context') {
        if (context === undefined) begin(value)
      } else if (key === '@graph') {
        graphs++
        // a graph of one node may do without the list
        if (isObject(value)) root(value, 0, checker ?? begin(known.context))
        else report.fault('INVALID_VALUE', '@graph must be a list of elements', ['@graph'])
      } else {
        Object.defineProperty(rest, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        })
        restCount++
      }
    },
    element(_key, index, value) {
      if (index === 0) graphs++
      if (checker === undefined) {
        if (!known.searched) throw new ReadAhead(false)
        begin(known.context)
      }
      if (checker) root(value, index, checker)
    },
    end() {
      const using = checker ?? begin(known.context)
      const bare = graphs === 0 && restCount > 0
      if (bare) root(rest, -1, using)
      else if (restCount > 0) {
        for (const key of Object.keys(rest)) {
          if (!IGNORED.has(key)) {
            report.fault('UNEXPECTED', `${key} must not stand beside @graph`, [key])
          }
        }
      }
      using.finish()
      return {
        summary: {
          version: model?.version ?? '3.0.1',
          specVersion: context?.version ?? '',
          context: context?.list ?? [],
          bare,
          ids: using.ids,
        },
        repeats: using.repeats,
      }
    },
    handedOver: () => Math.max(nodes, skip),
  }
}

/** Members of the top object that say something about the graph as a whole. JSON-LD 1.1 section 9.2. */
const IGNORED = new Set(['@id', '@type', '@version', '$schema'])
