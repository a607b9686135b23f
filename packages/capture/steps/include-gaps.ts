// SPDX-License-Identifier: Apache-2.0
import type { Gap, Step } from './step.ts'
import { counted } from './counted.ts'

/** Objects (and programs compiled at once) of which the headers are not all known, and what to do about it. */
export function headersUnknown(
  folder: string,
  steps: readonly Step[],
  hint: string,
): readonly Gap[] {
  const blind = steps.filter((step) => !step.knowsIncludes && step.kind !== 'generate')
  const none = blind.filter((step) => step.includes.length === 0)
  const some = blind.filter((step) => step.includes.length > 0)
  const gaps: Gap[] = []
  if (none.length > 0)
    gaps.push({
      code: 'no-include-record',
      message: `nothing says which headers went into ${counted(none.length, 'object')} of ${folder}`,
      hint,
      paths: none.flatMap((step) => step.outputs.slice(0, 1)),
    })
  if (some.length > 0)
    gaps.push({
      code: 'no-include-record',
      message: `not all headers that went into ${counted(some.length, 'object')} of ${folder} are known: their depfiles leave out those of system folders (-MMD), or were not written by the compiler`,
      hint: 'Let the compiler write depfiles with -MD, or watch the build: headwater capture -- make',
      paths: some.flatMap((step) => step.outputs.slice(0, 1)),
    })
  return gaps
}
