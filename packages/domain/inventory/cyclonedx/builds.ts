// SPDX-License-Identifier: Apache-2.0
import type { Flow, Formula, Resource, Task, Workflow } from '@headwater/formats/cyclonedx'
import type { DocumentBuilder } from '../facts.ts'
import { fileRole } from '../roles.ts'
import { flatProperties } from './properties.ts'

const ELSEWHERE: ReadonlySet<string> = new Set([
  'bom-ref',
  'name',
  'tasks',
  'taskDependencies',
  'runtimeTopology',
  'resourceReferences',
  'inputs',
  'outputs',
  'components',
  'services',
  'workflows',
])

/** Where the smaller side is larger than this, products are drawn to the build and not to each input, as of SPDX 3. */
const MANY = 16

export interface BuildFlows {
  readonly build: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/**
 * A formula, its workflows and their tasks as builds that contain each other, with what goes in and comes out. The formula's
 * own components are added by the caller, who is told `toolsOf` whom they are.
 * @returns the flows, for {@link drawGenerated} once all files are known.
 */
export function addFormula(
  builder: DocumentBuilder,
  link: (ref: string) => string,
  formula: Formula,
  id: string,
): readonly BuildFlows[] {
  builder.element(id, 'build', 'formulation', flatProperties(formula, ELSEWHERE))
  return (formula.workflows ?? []).flatMap((workflow) => {
    // A workflow may have the name of its formula (the specification's own examples do so).
    const ref = workflow['bom-ref'] === id ? `${id}/workflow` : workflow['bom-ref']
    builder.edge(id, 'contains', ref)
    return addWorkflow(builder, link, workflow, ref)
  })
}

function addWorkflow(
  builder: DocumentBuilder,
  link: (ref: string) => string,
  workflow: Workflow,
  id: string,
): readonly BuildFlows[] {
  const own = addTask(builder, link, workflow, id)
  const tasks = (workflow.tasks ?? []).map((task) => {
    builder.edge(id, 'contains', task['bom-ref'])
    return addTask(builder, link, task, task['bom-ref'])
  })
  for (const { ref, dependsOn = [] } of workflow.taskDependencies ?? []) {
    for (const target of dependsOn) builder.edge(link(ref), 'dependsOn', link(target))
  }
  return [own, ...tasks]
}

function addTask(
  builder: DocumentBuilder,
  link: (ref: string) => string,
  task: Task,
  id: string,
): BuildFlows {
  const properties = flatProperties(task, ELSEWHERE)
  builder.element(id, 'build', task.name ?? task.uid, properties)
  for (const { ref } of task.resourceReferences ?? []) {
    if (ref !== undefined) builder.edge(id, 'other', link(ref), { label: 'resourceReference' })
  }
  const inputs = (task.inputs ?? []).flatMap((flow) => resourcesOf(flow, 'source').map(link))
  const outputs = (task.outputs ?? []).flatMap((flow) => resourcesOf(flow, 'target').map(link))
  for (const input of inputs) builder.edge(id, 'hasInput', input)
  for (const output of outputs) builder.edge(id, 'hasOutput', output)
  for (const { ref, dependsOn = [] } of task.runtimeTopology ?? []) {
    for (const target of dependsOn) {
      builder.edge(link(ref), 'dependsOn', link(target), { label: 'runtimeTopology' })
    }
  }
  return { build: id, inputs, outputs }
}

function resourcesOf(flow: Flow, end: 'source' | 'target'): readonly string[] {
  const said: readonly (Resource | undefined)[] = [flow.resource ?? flow[end]]
  return said.flatMap((resource) => resource?.ref ?? [])
}

/**
 * What comes out of a build was made from the files that went in. `fileName`: of a file of this document its name; what an
 * element of another document is, its link alone can tell.
 */
export function drawGenerated(
  builder: DocumentBuilder,
  flows: readonly BuildFlows[],
  fileName: (id: string) => string | undefined,
): void {
  const nameOf = (id: string): string | undefined => fileName(id) ?? elsewhere(id)
  for (const { build, inputs, outputs } of flows) {
    const files = inputs.flatMap((id): [string, string][] => {
      const name = nameOf(id)
      return name === undefined ? [] : [[id, name]]
    })
    if (files.length > MANY && outputs.length > MANY) {
      for (const output of outputs) builder.edge(output, 'generatedFrom', build)
      continue
    }
    for (const output of outputs) {
      for (const [input, name] of files) {
        if (input === output) continue
        builder.edge(output, fileRole(name) === 'header' ? 'includes' : 'generatedFrom', input)
      }
    }
  }
}

/** The fragment of a BOM-Link. */
function elsewhere(id: string): string | undefined {
  const hash = id.startsWith('urn:cdx:') ? id.indexOf('#') : -1
  return hash < 0 ? undefined : id.slice(hash + 1)
}
