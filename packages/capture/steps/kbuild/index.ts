// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import type { BuildFiles } from '../files.ts'
import { responseFilesGone } from '../from-command.ts'
import { headersUnknown } from '../include-gaps.ts'
import type { StepReader } from '../reader.ts'
import type { Gap, Step, Steps } from '../step.ts'
import { busyboxLinks } from './busybox.ts'
import { homeOfModules } from './modules.ts'
import { stepsOfRecord } from './record-steps.ts'
import { knownHeaders, readConfiguration } from './settings.ts'
import { hasRecords, treesBelow, type KbuildTree } from './trees.ts'
import { vmlinuxLinks } from './vmlinux.ts'
import { counted } from '../counted.ts'

/** Kbuild: the kernel, busybox, U-Boot and modules built beside them, by the `.cmd` file of each thing that was made. */
export const kbuild: StepReader = {
  system: 'kbuild',
  recognises: hasRecords,
  read: readKbuild,
}

export function readKbuild(folder: string, files: BuildFiles): Steps {
  const { trees, homeless } = treesBelow(folder, files)
  const modules = homeless.length > 0 ? homeOfModules(folder, homeless, files) : undefined
  const all = [...trees, ...(modules?.trees ?? [])]
  const steps: Step[] = []
  const gone: string[] = []
  const missing = new Set<string>()
  for (const tree of all) {
    const found = readTree(tree, files, missing)
    steps.push(...found.steps)
    gone.push(...found.gone)
  }
  const root = all.some((tree) => tree.root === folder) ? folder : (all[0]?.root ?? folder)
  return {
    system: 'kbuild',
    steps,
    buildRoot: folder,
    ...readConfiguration(root, steps, files),
    gaps: [
      ...(modules?.gaps ?? []),
      ...gapsOf(folder, steps, gone),
      ...responseFilesGone(missing, folder),
    ],
  }
}

function readTree(
  tree: KbuildTree,
  files: BuildFiles,
  missing: Set<string>,
): { readonly steps: readonly Step[]; readonly gone: readonly string[] } {
  // what a script links its `.cmd` file does not tell; who knows the script goes first
  const links = [...vmlinuxLinks(tree, files), ...busyboxLinks(tree, files)]
  const linked = new Set(links.flatMap((step) => step.outputs))
  const at = rememberPaths(tree.root)
  const steps: Step[] = []
  const gone: string[] = []
  for (const record of tree.records) {
    const target = at(record.target)
    if (linked.has(target)) continue
    if (files.state(target) === undefined) gone.push(target)
    else steps.push(...stepsOfRecord(record, tree.root, at, files, missing))
  }
  return { steps: [...steps, ...links, ...knownHeaders(tree.root, files)], gone }
}

/** Thousands of records name the same headers: each is made absolute once, and is one string in memory. */
function rememberPaths(root: string): (path: string) => string {
  const known = new Map<string, string>()
  return (path) => {
    const found = known.get(path)
    if (found !== undefined) return found
    const absolute = pathIn(root, path)
    known.set(path, absolute)
    return absolute
  }
}

function gapsOf(folder: string, steps: readonly Step[], gone: readonly string[]): readonly Gap[] {
  const gaps: Gap[] = []
  // `make clean` takes objects away and their records with them; an object without its record's file was removed by hand
  const objects = gone.filter((path) => /\.(?:o|a|ko|so|elf|bin|img)$/.test(path))
  if (steps.length === 0)
    gaps.push({
      code: 'output-missing',
      message: `${folder} holds records of Kbuild and nothing that they made: it was cleaned`,
      hint: 'Build again: make',
      paths: gone,
    })
  else if (objects.length > 0)
    gaps.push({
      code: 'output-missing',
      message: `${counted(objects.length, 'file')} that Kbuild made in ${folder} ${objects.length === 1 ? 'is' : 'are'} gone`,
      hint: 'Build again: make',
      paths: objects,
    })
  if (
    steps.length > 0 &&
    !steps.some((step) => step.kind === 'link-image' && !isHostTool(step, folder))
  )
    gaps.push({
      code: 'half-built',
      message: steps.some((step) => step.kind === 'compile' && !isHostTool(step, folder))
        ? `objects were made in ${folder}, but no image was linked`
        : `${folder} was configured and not built: only tools of the build itself are there`,
      hint: 'Finish the build: make',
      paths: [],
    })
  gaps.push(
    ...headersUnknown(
      folder,
      steps.filter((step) => !isHostTool(step, folder)),
      'Build them again: Kbuild records headers in .cmd files.',
    ),
  )
  return gaps
}

/**
 * Programs that the build makes for itself, and their objects: they are no part of an image, and the kernel compiles them with
 * depfiles that leave out the system's headers. A program straight from a source is always one.
 */
function isHostTool(step: Step, folder: string): boolean {
  const output = step.outputs[0] ?? ''
  const inner = output.startsWith(`${folder}/`) ? output.slice(folder.length) : output
  return (
    /\/(?:scripts|tools|applets|usr)\//.test(inner) ||
    (step.kind === 'link-image' && step.inputs.some((path) => path.endsWith('.c')))
  )
}
