// SPDX-License-Identifier: Apache-2.0
import type { CommandFacts } from '../command/index.ts'
import type { Gap, Step } from './step.ts'

export interface StepContext {
  /** The file (and line) that tells of the command. */
  readonly record: string
  /** What the depfile of an output says; undefined if nothing does. Paths are absolute. */
  readonly includesOf: (facts: CommandFacts, output: string) => readonly string[] | undefined
  /** Takes up response files that are gone: what stood in them is not known. */
  readonly missing?: Set<string>
}

/**
 * The steps of one command: one for each object of a compile command, one for anything else that writes a file of the build,
 * none for what only looks or changes a file in place.
 */
export function stepsOfCommand(facts: CommandFacts, context: StepContext): readonly Step[] {
  for (const path of facts.missingResponseFiles) context.missing?.add(path)
  if (facts.kind === 'none' || facts.kind === 'unknown' || facts.outputs.length === 0) return []
  const common = { command: facts.command, directory: facts.directory, record: context.record }
  if (facts.kind === 'compile') {
    const objects = new Set(facts.units.map((unit) => unit.object))
    const beside = facts.outputs.filter((path) => !objects.has(path))
    return facts.units.flatMap((unit) =>
      unit.object === undefined
        ? []
        : [
            {
              kind: 'compile' as const,
              outputs: [unit.object, ...beside.filter((path) => sameStem(path, unit.object!))],
              inputs: [unit.source],
              ...includes(facts, unit.object, [unit.source], context),
              ...common,
            },
          ],
    )
  }
  const kind = facts.kind === 'copy' ? 'convert' : facts.kind
  const output = facts.outputs[0]!
  const compiles = facts.units.length > 0 || facts.kind === 'generate'
  return [
    {
      kind,
      outputs: facts.outputs,
      inputs: facts.inputs,
      ...(compiles
        ? includes(facts, output, facts.inputs, context)
        : { includes: [], knowsIncludes: true }),
      ...(facts.libraries.length > 0
        ? {
            libraries: [...new Set(facts.libraries.map(libraryName))],
            libraryFolders: facts.libraryFolders,
          }
        : {}),
      ...(facts.linkMap === undefined ? {} : { linkMap: facts.linkMap }),
      ...common,
    },
  ]
}

export function responseFilesGone(missing: ReadonlySet<string>, folder: string): readonly Gap[] {
  return missing.size === 0
    ? []
    : [
        {
          code: 'no-link-record',
          message: `${missing.size} response files that commands of ${folder} name are gone: what stood in them is not known`,
          hint: 'Build again, then capture.',
          paths: [...missing],
        },
      ]
}

/** What only an archive may answer is asked for in GNU ld's own words: `-Bstatic -lz` is `-l:libz.a`. */
function libraryName(library: CommandFacts['libraries'][number]): string {
  return library.linkage === 'static' && !library.name.startsWith(':')
    ? `:lib${library.name}.a`
    : library.name
}

function includes(
  facts: CommandFacts,
  output: string,
  inputs: readonly string[],
  context: StepContext,
): Pick<Step, 'includes' | 'knowsIncludes'> {
  const found = context.includesOf(facts, output)
  return found === undefined
    ? { includes: [], knowsIncludes: false }
    : {
        includes: found.filter((path) => !inputs.includes(path)),
        knowsIncludes: !facts.depfileIsPartial,
      }
}

function sameStem(path: string, object: string): boolean {
  return path.slice(0, path.lastIndexOf('.')) === object.slice(0, object.lastIndexOf('.'))
}
