// SPDX-License-Identifier: Apache-2.0
import type { Component } from '@headwater/domain/identity'
import type { Inventory } from '@headwater/domain/inventory'
import { settlingIds } from '@headwater/domain/matching'
import type { ReportEvidence, ReportVex } from '@headwater/domain/report'
import type { Judged } from '@headwater/domain/triage'
import {
  authorOf,
  bindVex,
  combineVerdicts,
  speaksOf,
  vulnerabilityIds,
  type BoundStatement,
  type VexBinding,
  type VexComponent,
  type VexStatement,
} from '@headwater/domain/vex'
import type { Subject } from '../run/candidates.ts'
import { rangeHolds } from './range.ts'

/** Our verdict with other people's statements beside it, and what they say as evidence. */
export interface HeardVerdict {
  readonly judged: Judged<Subject>
  readonly evidence: readonly ReportEvidence[]
}

/** Binds statements to the components of a check and lets them be heard on each finding (rule 8 of triage). */
export function hearVex(
  inventory: Inventory,
  components: readonly Component[],
  statements: readonly VexStatement[],
  judged: readonly Judged<Subject>[],
): { readonly heard: readonly HeardVerdict[]; readonly vex: ReportVex } {
  const binding = bindVex(statements, vexComponents(inventory, components), rangeHolds)
  return {
    heard: judged.map((each) => hear(binding, each)),
    vex: {
      statements: statements.length,
      bound: statements.length - binding.unbound.length,
      unbound: binding.unbound.map(({ statement, product, reason }) => ({
        vulnerability: statement.vulnerability.id,
        product,
        status: statement.status,
        source: statement.source.document,
        reason,
      })),
    },
  }
}

/** Verdicts that rest on the version alone: nobody looked into the build, or it could not show anything. */
const VERSION_LEVEL: ReadonlySet<string> = new Set([
  'location-unknown',
  'no-build-evidence',
  'filter-stopped',
  'version-unknown',
  'path-not-in-tree',
  'not-compiled-code',
  'header-without-include-evidence',
  'built-not-linked',
])

function hear(binding: VexBinding, judged: Judged<Subject>): HeardVerdict {
  const { component, vulnerability } = judged.candidate.subject
  const ids = vulnerabilityIds(vulnerability.id, vulnerability.aliases)
  const settling = new Set(settlingIds(vulnerability).map((id) => id.toUpperCase()))
  const about = statementsOn(binding, component)
    .filter(({ statement }) => speaksOf(statement, ids))
    .filter(({ statement }) => statement.status === 'affected' || speaksOf(statement, settling))
  if (about.length === 0) return { judged, evidence: [] }
  const combined = combineVerdicts(
    {
      verdict: judged.verdict,
      ...(judged.justification === undefined ? {} : { justification: judged.justification }),
      versionLevel: VERSION_LEVEL.has(judged.rule),
    },
    about,
  )
  const evidence = combined.statements.map(({ statement, weight, note }): ReportEvidence => ({
    kind: 'vex',
    statement: [
      `says ${statement.status.replace('_', ' ')}`,
      statement.stated?.word ?? '',
      statement.impact ?? '',
      statement.notes ?? '',
      weight === 'decisive' ? '' : `(${weight}${note === undefined ? '' : `: ${note}`})`,
    ]
      .filter((part) => part !== '')
      .join(', '),
    author: `${authorOf({ statement })}, ${statement.source.document}`,
  }))
  for (const conflict of combined.conflicts) {
    evidence.push({ kind: 'vex', statement: `conflict: ${conflict}`, author: 'Headwater' })
  }
  if (combined.decidedBy === undefined) return { judged, evidence }
  const { justification, ...rest } = judged
  const said =
    combined.justification ?? (combined.verdict === judged.verdict ? justification : undefined)
  const author = authorOf(combined.decidedBy)
  return {
    judged: {
      ...rest,
      ...(said === undefined ? {} : { justification: said }),
      verdict: combined.verdict,
      rule: 'vex-statement',
      reason: `${author} says ${combined.decidedBy.statement.status.replace('_', ' ')}; by our own evidence: ${judged.verdict.replace('_', ' ')}, ${judged.reason}`,
    },
    evidence,
  }
}

/**
 * What is said of every occurrence of a component. A statement that names some of them only (the element of one document, the
 * hash of one build) does not hold wherever the component is.
 */
function statementsOn(
  binding: VexBinding,
  { nodes, version }: Component,
): readonly BoundStatement[] {
  const heard = new Map<VexStatement, BoundStatement[]>()
  for (const node of nodes) {
    for (const one of binding.about(node)) {
      // one element may be two components, where it gives two versions
      if (one.component.version !== version && one.statement.status !== 'affected') continue
      const list = heard.get(one.statement)
      if (list) list.push(one)
      else heard.set(one.statement, [one])
    }
  }
  return [...heard.values()].flatMap((list): readonly BoundStatement[] => {
    const [first] = list
    if (first === undefined) return []
    const covered = new Set(list.map(({ component }) => component.node))
    if (covered.size === nodes.length) return list
    const note = `it names ${covered.size} of the ${nodes.length} places where ${first.component.name} is`
    return list.map((one) => (one.reach === 'whole' ? { ...one, reach: 'part', note } : one))
  })
}

function vexComponents(inventory: Inventory, components: readonly Component[]): VexComponent[] {
  return components.flatMap((component) =>
    component.nodes.map((node): VexComponent => {
      const document = inventory.documents[inventory.documentOf(node)]
      const local = inventory.elementId(node)
      return {
        node,
        name: component.name,
        ...(component.version === undefined ? {} : { version: component.version }),
        purls: component.purls,
        cpes: component.cpes,
        // those of this occurrence: another build of the same version has others
        digests: inventory.packageFacts(node)?.digests ?? [],
        elementIds:
          document?.facts.id === undefined ? [local] : [local, `${document.facts.id}#${local}`],
        containedIn: inventory.edgesTo(node, 'contains').map(({ from }) => from),
      }
    }),
  )
}
