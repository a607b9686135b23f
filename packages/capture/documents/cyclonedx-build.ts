// SPDX-License-Identifier: Apache-2.0
import type { Component, Flow, Formula, Property, Task } from '@headwater/formats/cyclonedx'
import type { BuildFile, TracedStep } from '../build/model.ts'
import { isLink, linkedStatically, placeOf, type Bill } from './bill.ts'
import { hashesOf, type RefOf } from './cyclonedx-file.ts'

const linking = new WeakMap<Bill, ReadonlyMap<BuildFile, readonly TracedStep[]>>()

/** CycloneDX has no words for how something was linked: those of SPDX 3, as properties of what was linked together. */
export function linksOf(file: BuildFile, bill: Bill, refOf: RefOf): readonly Property[] {
  let steps = linking.get(bill)
  if (steps === undefined) {
    const found = new Map<BuildFile, TracedStep[]>()
    for (const step of bill.build.steps) {
      if (!isLink(step) && step.kind !== 'archive') continue
      for (const output of step.outputs) found.set(output, [...(found.get(output) ?? []), step])
    }
    linking.set(bill, (steps = found))
  }
  const said = (type: string, files: readonly BuildFile[]): Property[] =>
    files.map((each) => ({ name: `headwater:relationship:${type}`, value: refOf(each) }))
  return (steps.get(file) ?? []).flatMap((step) =>
    step.kind === 'archive'
      ? said('contains', step.inputs)
      : [...said('hasStaticLink', linkedStatically(step)), ...said('hasDynamicLink', step.loads)],
  )
}

/** What an image needs where it runs. */
export function dependenciesOf({ build }: Bill, refOf: RefOf) {
  const loads = new Map<string, Set<string>>()
  for (const step of build.steps) {
    if (step.loads.length === 0) continue
    for (const output of step.outputs) {
      const known = loads.get(refOf(output)) ?? new Set<string>()
      for (const file of step.loads) if (placeOf(file).bill === 'build') known.add(refOf(file))
      loads.set(refOf(output), known)
    }
  }
  return [...loads]
    .filter(([, set]) => set.size > 0)
    .map(([ref, set]) => ({ ref, dependsOn: [...set].sort() }))
}

export function formulaOf({ build }: Bill, refOf: RefOf): Formula {
  const tools = new Map<string, string>()
  const components = build.tools.map(({ name, version, purl, digests }): Component => {
    tools.set(name, `tool:${name}`)
    return {
      type: 'application',
      'bom-ref': `tool:${name}`,
      name,
      ...(version !== undefined && { version }),
      ...(digests && { hashes: hashesOf({ digests }) }),
      ...(purl !== undefined && { purl }),
    }
  })
  const taken = new Map<string, number>()
  const tasks = build.steps.map((step): Task => {
    const key = `step:${step.outputs[0]?.name ?? step.kind}`
    const count = (taken.get(key) ?? 0) + 1
    taken.set(key, count)
    const ref = count === 1 ? key : `${key}#${count}`
    const tool = step.tool && tools.get(step.tool.name)
    const inputs = [...new Set([...step.inputs, ...step.includes])]
    return {
      'bom-ref': ref,
      uid: ref,
      name: `${step.kind} ${step.outputs[0]?.name ?? ''}`,
      ...(tool !== undefined && { resourceReferences: [{ ref: tool }] }),
      taskTypes: ['build'],
      ...(step.command && {
        steps: [{ commands: [{ executed: [step.tool?.name ?? '', ...step.command].join(' ') }] }],
      }),
      ...(inputs.length > 0 && {
        inputs: inputs.map((file): Flow => ({ resource: { ref: refOf(file) } })),
      }),
      outputs: step.outputs.map((file): Flow => ({
        type: 'artifact',
        resource: { ref: refOf(file) },
      })),
      ...(step.incomplete && {
        properties: [
          { name: 'headwater:incomplete', value: 'which headers were included is not recorded' },
        ],
      }),
    }
  })
  return {
    'bom-ref': 'formula',
    ...(components.length > 0 && { components }),
    workflows: [
      {
        'bom-ref': 'build',
        uid: 'build',
        name: `build by ${build.system}`,
        taskTypes: ['build'],
        tasks,
        ...(build.configuration.length > 0 && {
          inputs: build.configuration.map((file): Flow => ({ resource: { ref: refOf(file) } })),
        }),
        ...(build.settings.length > 0 && {
          properties: build.settings.map(([name, value]) => ({
            name: `headwater:setting:${name}`,
            value,
          })),
        }),
      },
    ],
  }
}
