// SPDX-License-Identifier: Apache-2.0
import { pathIn, readShell, type CommandFacts } from '../../command/index.ts'
import { prerequisitesIn } from '../depfile.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { stepsOfCommand } from '../from-command.ts'
import { includesByDepfile } from '../include-record.ts'
import type { Step } from '../step.ts'
import { edgeValue, type Edge } from './manifest.ts'
import type { Records } from './records.ts'

/** What the command of an edge did, of which some output is there. */
export function stepsOfEdge(
  edge: Edge,
  folder: string,
  files: BuildFiles,
  records: Records,
): readonly Step[] {
  // CMake names a file twice: relative and absolute
  const there = [
    ...new Set([...edge.outputs, ...edge.implicitOutputs].map((path) => pathIn(folder, path))),
  ].filter((path) => files.state(path) !== undefined)
  const response = edgeValue(edge, 'rspfile')
  const responsePath = response === '' ? undefined : pathIn(folder, response)
  // ninja takes the response file away when the command is done; what stood in it stands in the manifest
  const readText = (path: string): string | undefined =>
    path === responsePath ? edgeValue(edge, 'rspfile_content') : files.text(path)
  const command = edgeValue(edge, 'command')
  const facts = readShell(command, folder, readText)
  const context = {
    record: edge.record,
    missing: records.missing,
    includesOf: (of: CommandFacts, output: string): readonly string[] | undefined =>
      includesOfEdge(edge, folder, files, records, of, output),
  }
  const steps = facts
    .flatMap((one) => stepsOfCommand(one, context))
    .filter((step) => step.outputs.some((path) => files.state(path) !== undefined))
  const told = new Set([
    ...steps.flatMap((step) => step.outputs),
    // a link's map and a compiler's depfile are no part of what was built
    ...facts.flatMap((one) => [one.linkMap ?? '', one.depfile ?? '']),
  ])
  const rest = there.filter((path) => !told.has(path))
  if (rest.length === 0) return steps
  const worker = facts.findLast((one) => one.kind === 'unknown')
  const includes = includesByLog(edge, folder, files, records, edge.outputs[0] ?? '')
  const inputs = filesAmong(
    [...edge.inputs, ...edge.implicitInputs, ...(records.dyndeps.get(edge.outputs[0] ?? '') ?? [])],
    folder,
    files,
  )
  return [
    ...steps,
    {
      kind: 'generate',
      outputs: rest,
      inputs,
      includes: (includes ?? []).filter((path) => !inputs.includes(path)),
      knowsIncludes: true,
      command: worker?.command ?? ['/bin/sh', '-c', command],
      directory: worker?.directory ?? folder,
      record: edge.record,
    },
  ]
}

function includesOfEdge(
  edge: Edge,
  folder: string,
  files: BuildFiles,
  records: Records,
  facts: CommandFacts,
  output: string,
): readonly string[] | undefined {
  const asWritten = [...edge.outputs, ...edge.implicitOutputs].find(
    (path) => pathIn(folder, path) === output,
  )
  const known =
    includesByLog(edge, folder, files, records, asWritten ?? '') ?? includesByDepfile(files, facts)
  const dynamic = records.dyndeps.get(asWritten ?? '')
  if (known === undefined) return undefined
  return [...known, ...(dynamic ?? []).map((path) => pathIn(folder, path))]
}

/** With `deps = gcc` ninja keeps what the depfile said in its own log; otherwise the depfile stays where the edge says. */
function includesByLog(
  edge: Edge,
  folder: string,
  files: BuildFiles,
  records: Records,
  output: string,
): readonly string[] | undefined {
  const logged = records.deps?.deps.get(output)
  if (logged !== undefined) return logged.map((path) => pathIn(folder, path))
  const depfile = edgeValue(edge, 'depfile')
  const text = depfile === '' ? undefined : files.text(pathIn(folder, depfile))
  return text === undefined ? undefined : prerequisitesIn(text).map((path) => pathIn(folder, path))
}

/** Inputs that are files: names of targets and folders are none. */
function filesAmong(
  paths: readonly string[],
  folder: string,
  files: BuildFiles,
): readonly string[] {
  return [...new Set(paths.map((path) => pathIn(folder, path)))].filter((path) =>
    isFile(files, path),
  )
}
