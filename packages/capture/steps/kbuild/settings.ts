// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import type { Step, Steps, ToolRecord } from '../step.ts'

/** `.config` and what was made of it; the source tree of a build with `O=`; the compiler by the configuration's own words. */
export function readConfiguration(
  root: string,
  steps: readonly Step[],
  files: BuildFiles,
): Pick<Steps, 'sourceRoot' | 'configuration' | 'tools'> {
  const source = sourceOf(root, files)
  const configuration = CONFIGURATION.map((name) => pathIn(root, name)).filter((path) =>
    isFile(files, path),
  )
  return {
    ...(source === undefined ? {} : { sourceRoot: source }),
    configuration,
    tools: compilerOf(pathIn(root, '.config'), steps, files),
  }
}

/**
 * Headers and sources that Kbuild writes without a record of how (`filechk` in `scripts/Kbuild.include`, and kconfig itself), by
 * name, each with what it is made from.
 */
export function knownHeaders(root: string, files: BuildFiles): readonly Step[] {
  return UNRECORDED.flatMap(([output, ...inputs]) => {
    const target = pathIn(root, output)
    const found = inputs.map((path) => pathIn(root, path)).filter((path) => isFile(files, path))
    return isFile(files, target) && found.length > 0
      ? [
          {
            kind: 'generate' as const,
            outputs: [target],
            inputs: found,
            includes: [],
            knowsIncludes: true,
            directory: root,
            record: pathIn(root, 'Makefile'),
          },
        ]
      : []
  })
}

const CONFIGURATION = [
  '.config',
  'include/config/auto.conf',
  'include/generated/autoconf.h',
  'include/autoconf.h',
]

const ARCHITECTURES =
  'alpha arc arm arm64 csky hexagon loongarch m68k microblaze mips nios2 openrisc parisc powerpc riscv s390 sh sparc um x86 xtensa'

const UNRECORDED: readonly (readonly [string, ...string[]])[] = [
  ['include/generated/autoconf.h', '.config'],
  ['include/autoconf.h', '.config'],
  ['include/config/auto.conf', '.config'],
  ['include/generated/bounds.h', 'kernel/bounds.s'],
  ['include/generated/timeconst.h', 'kernel/time/timeconst.bc'],
  ['include/generated/generic-asm-offsets.h', 'lib/asm-offsets.s'],
  ['include/generated/rq-offsets.h', 'kernel/sched/rq-offsets.s'],
  ['scripts/mod/devicetable-offsets.h', 'scripts/mod/devicetable-offsets.s'],
  ...ARCHITECTURES.split(' ').flatMap((name): readonly (readonly [string, ...string[]])[] => [
    [
      'include/generated/asm-offsets.h',
      `arch/${name}/kernel/asm-offsets.s`,
      `arch/${name}/lib/asm-offsets.s`,
    ],
  ]),
]

/** A build elsewhere (`O=`) has a link `source`, or a `Makefile` that leads to the source's own. */
function sourceOf(root: string, files: BuildFiles): string | undefined {
  const link = pathIn(root, 'source')
  const makefile = files.text(pathIn(root, 'Makefile')) ?? ''
  const leads =
    /^include (\/.+)\/Makefile$/m.exec(makefile)?.[1] ??
    /^KERNELSRC\s*:?=\s*(\/.+)$/m.exec(makefile)?.[1] ??
    /^MAKEARGS := -C (\/\S+)/m.exec(makefile)?.[1]
  if (leads !== undefined) return leads
  if (files.state(link)?.kind === 'folder') return files.real(link)
  return makefile === '' ? undefined : root
}

function compilerOf(
  path: string,
  steps: readonly Step[],
  files: BuildFiles,
): readonly ToolRecord[] {
  const name = /^CONFIG_CC_VERSION_TEXT="([^"\n]{1,300})"$/m.exec(files.text(path) ?? '')?.[1]
  if (name === undefined) return []
  const counts = new Map<string, number>()
  for (const step of steps)
    if (step.kind === 'compile' && step.command?.[0] !== undefined)
      counts.set(step.command[0], (counts.get(step.command[0]) ?? 0) + 1)
  const program = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
  if (program === undefined) return []
  const version =
    /\b(\d+\.\d+(?:\.\d+)?)\s*$/.exec(name)?.[1] ?? /\b(\d+\.\d+\.\d+)\b/.exec(name)?.[1]
  return [{ program, name, ...(version === undefined ? {} : { version }), record: path }]
}
