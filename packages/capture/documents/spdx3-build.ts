// SPDX-License-Identifier: Apache-2.0
import type { TracedStep } from '../build/model.ts'
import { isLink, linkedStatically, type Bill } from './bill.ts'
import { entry, hash, identifier, type Frame } from './spdx3-frame.ts'

/** The whole build, and within it a build of its own for each command. */
export function addBuild({ build }: Bill, frame: Frame): void {
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
