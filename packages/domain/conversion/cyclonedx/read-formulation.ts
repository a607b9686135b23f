// SPDX-License-Identifier: Apache-2.0
import type { Formula, Workflow } from '@headwater/formats/cyclonedx'
import type { Ledger, Origin } from '../ledger.ts'
import type { PivotElement, PivotRelationship } from '../pivot.ts'
import {
  createFacts,
  membersOf,
  othersOf,
  readMembers,
  type FactList,
  type Rules,
} from '../reading.ts'
import { ownMember } from './members.ts'

/** Workflows are builds; the rest of a formula is a member of the document. */
export function readFormula(
  formula: Formula,
  origin: Origin,
  head: FactList,
  ledger: Ledger,
): {
  readonly elements: readonly PivotElement[]
  readonly relationships: readonly PivotRelationship[]
} {
  const { workflows = [], ...rest } = formula
  if (workflows.length === 0) {
    head.add('member', { family: 'cyclonedx', name: 'formulation', value: formula }, origin)
    return { elements: [], relationships: [] }
  }
  const others = othersOf(formula, 'workflows')
  if (others.length > 0) {
    head.add('member', { family: 'cyclonedx', name: 'formulation', value: rest }, ...others)
  }
  const relationships: PivotRelationship[] = []
  const elements = workflows.map((workflow, key) => {
    const id = workflow['bom-ref']
    const facts = createFacts(ledger)
    readMembers(workflow, WORKFLOW, facts)
    relationships.push(...flowsOf(workflow, id))
    const whole = {
      list: 'formulation',
      value: { workflows: [workflow] },
      origin: { holder: workflows, key },
    }
    const identity = membersOf(workflow, 'bom-ref', 'uid')
    return { kind: 'build' as const, id, facts: facts.list, identity, whole }
  })
  return { elements, relationships }
}

const WORKFLOW: Rules = {
  uid: 'buildId',
  name: 'name',
  description: 'description',
  timeStart: 'startTime',
  timeEnd: 'endTime',
  resourceReferences: ownMember,
  tasks: ownMember,
  taskDependencies: ownMember,
  taskTypes: ownMember,
  trigger: ownMember,
  steps: ownMember,
  workspaces: ownMember,
  runtimeTopology: ownMember,
  properties: ownMember,
}

/** Inputs and outputs that are elements of the document. */
function flowsOf({ inputs = [], outputs = [] }: Workflow, id: string): PivotRelationship[] {
  const drawn: PivotRelationship[] = []
  for (const [type, flows] of [
    ['hasInput', inputs],
    ['hasOutput', outputs],
  ] as const) {
    for (const { resource } of flows) {
      if (resource?.ref === undefined) continue
      drawn.push({ type, from: id, to: resource.ref, origins: membersOf(resource, 'ref') })
    }
  }
  return drawn
}
