// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path/posix'
import { pathIn, readShell, type CommandFacts } from '../../command/index.ts'
import { readCMakeFolder } from '../cmake-folder.ts'
import { prerequisitesIn } from '../depfile.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { stepsOfCommand } from '../from-command.ts'
import { includedData, includesByDepfile } from '../include-record.ts'
import type { StepReader } from '../reader.ts'
import type { Gap, Step, Steps } from '../step.ts'
import { readBuildLog } from './build-log.ts'
import { readDepsLog, type DepsLog } from './deps-log.ts'
import { readDyndeps } from './dyndep.ts'
import { valueIn } from './expand.ts'
import { wantedEdges } from './graph.ts'
import { edgeValue, readManifest, type Edge, type Manifest } from './manifest.ts'

/** Ninja: `build.ninja`, its logs `.ninja_deps` and `.ninja_log`, whoever wrote the manifest. */
export const ninja: StepReader = {
  system: 'ninja',
  recognises: (folder, files) => isFile(files, pathIn(folder, 'build.ninja')),
  read: readNinja,
}

/** @throws FormatError if the manifest asks for values that no command could be */
export function readNinja(folder: string, files: BuildFiles): Steps {
  const manifest = readManifest(pathIn(folder, 'build.ninja'), files.text)
  const record = recordsBeside(manifest, folder, files)
  const steps: Step[] = []
  const made: Edge[] = []
  const gone: string[] = []
  const unmade: string[] = []
  const wanted = wantedEdges(manifest)
  for (const edge of manifest.edges) {
    if (edge.ruleName === 'phony' || edgeValue(edge, 'generator') !== '') continue
    const outputs = [...edge.outputs, ...edge.implicitOutputs]
    if (outputs.some((path) => files.state(pathIn(folder, path)) !== undefined)) made.push(edge)
    else if (!isNamed(edge)) continue
    else if (outputs.some((path) => record.built?.has(path))) gone.push(...outputs)
    else if (wanted.has(edge)) unmade.push(...outputs)
  }
  for (const edge of made) steps.push(...stepsOfEdge(edge, folder, files, record))
  return {
    system: 'ninja',
    steps,
    buildRoot: folder,
    ...readCMakeFolder(folder, files),
    gaps: gapsOf(folder, manifest, record, steps, gone, unmade, made.length),
  }
}

/** A utility target (`install`, `flash`) is a name that its command does not know; a file stands in the command. */
function isNamed(edge: Edge): boolean {
  const command = edgeValue(edge, 'command')
  return edge.outputs.some((path) => command.includes(basename(path)))
}

interface Records {
  readonly deps: DepsLog | undefined
  readonly built: ReadonlySet<string> | undefined
  readonly dyndeps: ReadonlyMap<string, readonly string[]>
}

/** The logs stand in the folder that the manifest's `builddir` names, or else beside it. */
function recordsBeside(manifest: Manifest, folder: string, files: BuildFiles): Records {
  const logs = pathIn(folder, valueIn(manifest.top, 'builddir') || '.')
  const deps = files.bytes(pathIn(logs, '.ninja_deps'))
  const log = files.text(pathIn(logs, '.ninja_log'))
  return {
    deps: deps === undefined ? undefined : readDepsLog(deps),
    built: log === undefined ? undefined : readBuildLog(log),
    dyndeps: readDyndeps(manifest, folder, files.text),
  }
}

function stepsOfEdge(
  edge: Edge,
  folder: string,
  files: BuildFiles,
  records: Records,
): readonly Step[] {
  const there = [...edge.outputs, ...edge.implicitOutputs]
    .map((path) => pathIn(folder, path))
    .filter((path) => files.state(path) !== undefined)
  const response = edgeValue(edge, 'rspfile')
  const responsePath = response === '' ? undefined : pathIn(folder, response)
  // ninja takes the response file away when the command is done; what stood in it stands in the manifest
  const readText = (path: string): string | undefined =>
    path === responsePath ? edgeValue(edge, 'rspfile_content') : files.text(path)
  const command = edgeValue(edge, 'command')
  const facts = readShell(command, folder, readText)
  const context = {
    record: edge.record,
    includesOf: (of: CommandFacts, output: string): readonly string[] | undefined =>
      includesOfEdge(edge, folder, files, records, of, output),
  }
  const steps = facts
    .flatMap((one) => stepsOfCommand(one, context))
    .filter((step) => step.outputs.some((path) => files.state(path) !== undefined))
  const told = new Set(steps.flatMap((step) => step.outputs))
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
  return [
    ...known,
    ...includedData(files, facts),
    ...(dynamic ?? []).map((path) => pathIn(folder, path)),
  ]
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

function gapsOf(
  folder: string,
  manifest: Manifest,
  records: Records,
  steps: readonly Step[],
  gone: readonly string[],
  unmade: readonly string[],
  made: number,
): readonly Gap[] {
  const gaps: Gap[] = []
  const absolute = (paths: readonly string[]): readonly string[] =>
    paths.map((path) => pathIn(folder, path))
  if (manifest.missing.length > 0)
    gaps.push({
      code: 'no-build-record',
      message: `${manifest.missing.length} files that build.ninja in ${folder} includes are not there`,
      hint: 'Configure the build again, so that its generator writes them.',
      paths: manifest.missing,
    })
  if (gone.length > 0)
    gaps.push({
      code: 'output-missing',
      message: `${gone.length} files that ninja made in ${folder} are gone${made === 0 ? ': the build was cleaned' : ''}`,
      hint: `Build again: ninja -C ${folder}`,
      paths: absolute(gone),
    })
  if (unmade.length > 0)
    gaps.push({
      code: 'half-built',
      message: `${unmade.length} files that the default target of ${folder} asks for were never made`,
      hint: `Finish the build: ninja -C ${folder}`,
      paths: absolute(unmade),
    })
  if (records.deps?.complete === false)
    gaps.push({
      code: 'no-include-record',
      message: `.ninja_deps of ${folder} ends early or is of a version that is not known`,
      hint: `Build again from clean: ninja -C ${folder} -t clean, then ninja -C ${folder}`,
      paths: [pathIn(folder, '.ninja_deps')],
    })
  const blind = steps.filter((step) => !step.knowsIncludes && step.kind !== 'generate')
  if (blind.length > 0)
    gaps.push({
      code: 'no-include-record',
      message: `nothing says which headers went into ${blind.length} objects of ${folder}`,
      hint: 'Let the rules that compile have a depfile (-MD -MF), and build again.',
      paths: blind.flatMap((step) => step.outputs.slice(0, 1)),
    })
  return gaps
}
