// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { headersUnknown } from '../include-gaps.ts'
import type { Gap, Step } from '../step.ts'
import type { Manifest } from './manifest.ts'
import type { Records } from './records.ts'
import { counted } from '../counted.ts'

/** What one manifest asks for and what became of it. Paths are as ninja knows them. */
export interface Outcome {
  readonly manifest: Manifest
  readonly steps: readonly Step[]
  /** Made once, by the log, and not there. */
  readonly gone: readonly string[]
  /** Never made, and a plain `ninja` would. */
  readonly unmade: readonly string[]
  /** Whether something was made for what was never made. */
  readonly stopped: boolean
}

export function gapsOf(
  folder: string,
  { manifest, steps, gone, unmade, stopped }: Outcome,
  records: Records,
): readonly Gap[] {
  const gaps: Gap[] = []
  const absolute = (paths: readonly string[]): readonly string[] => [
    ...new Set(paths.map((path) => pathIn(folder, path))),
  ]
  if (manifest.missing.length > 0)
    gaps.push({
      code: 'no-build-record',
      message: `${counted(manifest.missing.length, 'file')} that build.ninja in ${folder} includes ${manifest.missing.length === 1 ? 'is' : 'are'} not there`,
      hint: 'Configure the build again, so that its generator writes them.',
      paths: manifest.missing,
    })
  if (gone.length > 0)
    gaps.push({
      code: 'output-missing',
      message: `${absolute(gone).length === 1 ? '1 file that ninja made' : `${absolute(gone).length} files that ninja made`} in ${folder} ${absolute(gone).length === 1 ? 'is' : 'are'} gone${steps.length === 0 ? ': the build was cleaned' : ''}`,
      hint: `Build again: ninja -C ${folder}`,
      paths: absolute(gone),
    })
  const never = absolute(unmade)
  if (never.length > 0)
    gaps.push({
      code: stopped || steps.length === 0 ? 'half-built' : 'output-missing',
      message: `${never.length} ${never.length === 1 ? 'file' : 'files'} that the default target of ${folder} asks for ${never.length === 1 ? 'was' : 'were'} never made${stopped ? ', though others were made for them' : ''}`,
      hint: `Finish the build, if they are wanted: ninja -C ${folder}`,
      paths: never,
    })
  if (records.deps?.complete === false)
    gaps.push({
      code: 'no-include-record',
      message: `.ninja_deps of ${folder} ends early or is of a version that is not known`,
      hint: `Build again from clean: ninja -C ${folder} -t clean, then ninja -C ${folder}`,
      paths: [pathIn(folder, '.ninja_deps')],
    })
  gaps.push(
    ...headersUnknown(
      folder,
      steps,
      'Let the rules that compile have a depfile (-MD -MF), and build again.',
    ),
  )
  return gaps
}
