// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path/posix'
import { pathIn, readShell, type CommandFacts } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { stepsOfCommand } from '../from-command.ts'
import type { Step } from '../step.ts'
import type { Recorded } from './trees.ts'

/**
 * What one `.cmd` file tells; its target is there.
 *
 * @param at the absolute path of what make calls so in `root`
 */
export function stepsOfRecord(
  record: Recorded,
  root: string,
  at: (path: string) => string,
  files: BuildFiles,
  missing: Set<string>,
): readonly Step[] {
  const target = at(record.target)
  const facts = readShell(record.command, root, files.text)
  const context = {
    record: record.record,
    missing,
    includesOf: (of: CommandFacts): readonly string[] | undefined => {
      if (record.hasDependencies) return record.dependencies.map(at)
      const own = of.units.every((unit) => unit.language === 'assembler')
      return own && of.units.length > 0 ? [] : undefined
    },
  }
  const steps = facts
    .flatMap((one) => stepsOfCommand(one, context))
    .map((step) => forTarget(step, target, files))
    .filter((step) => step.outputs.some((path) => files.state(path) !== undefined))
  if (steps.some((step) => step.outputs.includes(target))) return steps
  return [...steps, generated(record, target, facts, root, at, files)]
}

/** With symbol versions older kernels compile `.tmp_x.o` and move it to `x.o` in a later part of the command. */
function forTarget(step: Step, target: string, files: BuildFiles): Step {
  const passing = step.outputs.every((path) => files.state(path) === undefined)
  return passing && (step.kind === 'compile' || step.kind === 'link-partial')
    ? { ...step, outputs: [target] }
    : step
}

/** A file written by a tool that we do not know: what the command names and is there went into it. */
function generated(
  record: Recorded,
  target: string,
  facts: readonly CommandFacts[],
  root: string,
  at: (path: string) => string,
  files: BuildFiles,
): Step {
  const source = record.source === undefined ? [] : [at(record.source)]
  const named = facts
    .filter((one) => one.kind === 'unknown' || one.kind === 'copy' || one.kind === 'none')
    .flatMap((one) => [
      ...one.command
        .slice(1)
        .flatMap((word) => wordsOf(word))
        .map((word) => pathIn(one.directory, word)),
      ...one.inputs,
    ])
    .filter((path) => path !== target && isFile(files, path))
  const inputs = [...new Set([...source, ...named])]
  return {
    kind: 'generate',
    outputs: [target],
    inputs,
    includes: record.dependencies
      .map(at)
      .filter((path) => !inputs.includes(path) && path !== target),
    knowsIncludes: true,
    command: ['/bin/sh', '-c', record.command],
    directory: root,
    record: record.record,
  }
}

/** A word that could name a file: `a/b.o`, or the value of `--in=a/b.o`. */
function wordsOf(word: string): readonly string[] {
  if (word.length > 4096 || word.includes('\n')) return []
  const equals = word.indexOf('=')
  const text = word.startsWith('-') && equals > 0 ? word.slice(equals + 1) : word
  return text.includes('/') || extname(text) !== '' || /^[\w-]+$/.test(text) ? [text] : []
}
