// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path/posix'
import { pathIn, readShell, type CommandFacts } from '../../command/index.ts'
import { readCMakeFolder } from '../cmake-folder.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { responseFilesGone, stepsOfCommand } from '../from-command.ts'
import { includesByDepfile } from '../include-record.ts'
import { headersUnknown } from '../include-gaps.ts'
import type { StepReader } from '../reader.ts'
import type { Gap, Step, Steps } from '../step.ts'
import { expandMake, readMakefile, type Makefile, type MakeRule } from './makefile.ts'
import { targetsOf } from './targets.ts'
import { counted } from '../counted.ts'

/** CMake with Make: for each target `build.make`, `flags.make`, `link.txt` and the depfiles beside the objects. */
export const cmakeMakefiles: StepReader = {
  system: 'cmake-makefiles',
  recognises: (folder, files) => isFile(files, pathIn(folder, 'CMakeFiles/Makefile2')),
  read: readCMakeMakefiles,
}

export function readCMakeMakefiles(root: string, files: BuildFiles): Steps {
  const steps: Step[] = []
  const missing: string[] = []
  const never: string[] = []
  const gone = new Set<string>()
  for (const target of targetsOf(root, files)) {
    const found = readTarget(root, target.folder, files, gone)
    steps.push(...found.steps)
    if (found.madeOwn > 0) missing.push(...found.missing)
    else if (target.wanted) never.push(...found.missing)
  }
  return {
    system: 'cmake-makefiles',
    steps: withoutTwins(steps),
    buildRoot: root,
    ...readCMakeFolder(root, files),
    gaps: [...gapsOf(root, missing, never, steps), ...responseFilesGone(gone, root)],
  }
}

interface TargetSteps {
  readonly steps: readonly Step[]
  /** How many files are there that belong to it alone: generated sources may be several targets'. */
  readonly madeOwn: number
  /** Files that its rules make and that are not there. */
  readonly missing: readonly string[]
}

function readTarget(
  root: string,
  folder: string,
  files: BuildFiles,
  gone: Set<string>,
): TargetSteps {
  const path = pathIn(root, `${folder}/build.make`)
  const text = files.text(path)
  if (text === undefined) return { steps: [], madeOwn: 0, missing: [] }
  const makefile = readMakefile(text)
  const flags = readMakefile(files.text(pathIn(root, `${folder}/flags.make`)) ?? '')
  const variables = new Map([...flags.variables, ...makefile.variables])
  const scanned = scannedIncludes(root, folder, files)
  const rules = joinRules(makefile)
  const steps: Step[] = []
  const missing: string[] = []
  const own = `${pathIn(root, folder)}/`
  let madeOwn = 0
  for (const rule of rules) {
    if (isByHand(rule, folder)) continue
    const commands = rule.recipe.map((line) => expandMake(line, variables))
    const facts = commands.flatMap((line) => readShell(line, root, files.text))
    const outputs = rule.targets.map((target) => pathIn(root, target))
    const there = outputs.filter((output) => files.state(output) !== undefined)
    if (there.some((output) => output.startsWith(own))) madeOwn++
    if (there.length === 0 && outputs.every((output) => isNamed(output, commands)))
      missing.push(...outputs)
    const context = {
      record: `${path}:${rule.line}`,
      missing: gone,
      includesOf: (of: CommandFacts) => includesByDepfile(files, of),
    }
    const told = facts
      .flatMap((one) => stepsOfCommand(one, context))
      .filter((step) => step.outputs.some((output) => files.state(output) !== undefined))
      .map((step) => {
        const found = step.knowsIncludes ? undefined : scanned.get(step.outputs[0] ?? '')
        if (found === undefined) return step
        return { ...step, includes: found.filter((one) => !step.inputs.includes(one)) }
      })
    steps.push(...told)
    const known = new Set(told.flatMap((step) => step.outputs))
    const rest = there.filter((output) => !known.has(output))
    if (rest.length > 0) steps.push(generated(rule, rest, facts, commands, root, path, files))
  }
  return { steps, madeOwn, missing }
}

/** A file that a custom command wrote: its rule says from what. */
function generated(
  rule: MakeRule,
  outputs: readonly string[],
  facts: readonly CommandFacts[],
  commands: readonly string[],
  root: string,
  path: string,
  files: BuildFiles,
): Step {
  const worker = facts.findLast((one) => one.kind === 'unknown')
  return {
    kind: 'generate',
    outputs,
    inputs: [...new Set(rule.prerequisites.map((name) => pathIn(root, name)))].filter((one) =>
      isFile(files, one),
    ),
    includes: [],
    knowsIncludes: true,
    command: worker?.command ?? ['/bin/sh', '-c', commands.join('\n')],
    directory: worker?.directory ?? root,
    record: `${path}:${rule.line}`,
  }
}

/** A target's rules stand apart: prerequisites one a line, then the recipe; further outputs of a command name the first. */
function joinRules(makefile: Makefile): readonly MakeRule[] {
  const joined = new Map<string, { prerequisites: string[]; recipe: string[]; line: number }>()
  for (const rule of makefile.rules)
    for (const target of rule.targets) {
      const before = joined.get(target) ?? { prerequisites: [], recipe: [], line: rule.line }
      for (const one of rule.prerequisites) before.prerequisites.push(one)
      for (const line of rule.recipe) before.recipe.push(line)
      if (rule.recipe.length > 0) before.line = rule.line
      joined.set(target, before)
    }
  const followers = new Map<string, string[]>()
  const rules: MakeRule[] = []
  for (const [target, rule] of joined) {
    if (rule.recipe.length === 0) continue
    const leader = rule.prerequisites[0]
    const follows =
      leader !== undefined &&
      joined.has(leader) &&
      rule.recipe.every((line) => line.includes('touch_nocreate'))
    if (follows) followers.set(leader, [...(followers.get(leader) ?? []), target])
    else rules.push({ targets: [target], ...rule })
  }
  return rules.map((rule) => ({
    ...rule,
    targets: [...rule.targets, ...(followers.get(rule.targets[0]!) ?? [])],
  }))
}

/** `make foo.i` and `make foo.s` are for people; `clean`, `depend` and `build` are no files. */
function isByHand(rule: MakeRule, folder: string): boolean {
  const target = rule.targets[0] ?? ''
  return (
    target.startsWith('.') ||
    [`${folder}/build`, `${folder}/clean`, `${folder}/depend`, `${folder}/preinstall`].includes(
      target,
    ) ||
    (rule.prerequisites.includes('cmake_force') && /\.[is]$/.test(target))
  )
}

/** A utility target is a name that its commands do not know; a file that was to be made stands in its command. */
function isNamed(output: string, commands: readonly string[]): boolean {
  const name = basename(output)
  return commands.some((line) => line.includes(name) && !line.includes('cmake_echo_color'))
    ? true
    : commands.some((line) => line.includes('cmake_link_script'))
}

/** Before CMake 3.20 its own search for `#include` wrote `depend.make`: more than was read in one place, less in another. */
function scannedIncludes(
  root: string,
  folder: string,
  files: BuildFiles,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const name of ['depend.make', 'compiler_depend.make'])
    for (const rule of readMakefile(files.text(pathIn(root, `${folder}/${name}`)) ?? '').rules)
      for (const target of rule.targets) {
        const list = found.get(pathIn(root, target)) ?? []
        for (const path of rule.prerequisites) list.push(pathIn(root, path))
        found.set(pathIn(root, target), list)
      }
  return found
}

/** A file that several targets' rules make (a custom command in a list of sources) was made once. */
function withoutTwins(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>()
  return steps.filter((step) => {
    const key = step.outputs[0] ?? ''
    if (step.kind !== 'generate') return true
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function gapsOf(
  root: string,
  missing: readonly string[],
  never: readonly string[],
  steps: readonly Step[],
): readonly Gap[] {
  const gaps: Gap[] = []
  const cleaned = !steps.some((step) => step.kind !== 'generate' && step.kind !== 'convert')
  if (missing.length > 0)
    gaps.push({
      code: 'half-built',
      message: `${counted(missing.length, 'file')} of targets that ${root} has begun to make ${missing.length === 1 ? 'is' : 'are'} not there`,
      hint: `Finish the build: cmake --build ${root}`,
      paths: missing,
    })
  if (never.length > 0)
    gaps.push({
      code: 'output-missing',
      message: cleaned
        ? `nothing of what ${root} makes (${counted(never.length, 'file')}) is there: it was cleaned, or never built`
        : `${counted(never.length, 'file')} of targets that a plain make in ${root} makes ${never.length === 1 ? 'is' : 'are'} not there`,
      hint: `Build them, if they are wanted: cmake --build ${root}`,
      paths: never,
    })
  gaps.push(
    ...headersUnknown(
      root,
      steps,
      'Build with CMake 3.20 or newer, with Ninja, or watched: headwater capture -- cmake --build',
    ),
  )
  return gaps
}
