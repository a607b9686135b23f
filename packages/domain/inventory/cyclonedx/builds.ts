// SPDX-License-Identifier: Apache-2.0
import type { Flow, Formula, Resource, Task, Workflow } from '@headwater/formats/cyclonedx'
import type { DocumentBuilder } from '../facts.ts'
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

/** Where more would have to be drawn, the build stands between its inputs and outputs. */
const MOST_PAIRS = 256

export interface BuildFlows {
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
  return { inputs, outputs }
}

function resourcesOf(flow: Flow, end: 'source' | 'target'): readonly string[] {
  const said: readonly (Resource | undefined)[] = [flow.resource ?? flow[end]]
  return said.flatMap((resource) => resource?.ref ?? [])
}

/** What comes out of a build was made from the files that went in. */
export function drawGenerated(
  builder: DocumentBuilder,
  flows: readonly BuildFlows[],
  isFile: (id: string) => boolean,
): void {
  for (const { inputs, outputs } of flows) {
    const files = inputs.filter(isFile)
    if (files.length * outputs.length > MOST_PAIRS) continue
    for (const output of outputs) {
      for (const input of files) {
        if (input !== output) builder.edge(output, 'generatedFrom', input)
      }
    }
  }
}
