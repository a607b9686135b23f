// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path/posix'
import { pathIn } from '../../command/index.ts'
import { readCMakeFolder } from '../cmake-folder.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { responseFilesGone } from '../from-command.ts'
import type { StepReader } from '../reader.ts'
import type { Step, Steps } from '../step.ts'
import { stepsOfEdge } from './edge-steps.ts'
import { gapsOf, type Outcome } from './gaps.ts'
import { wantedEdges } from './graph.ts'
import { edgeValue, readManifest, type Edge, type Manifest } from './manifest.ts'
import { recordsBeside, type Records } from './records.ts'

/** Ninja: `build.ninja`, its logs `.ninja_deps` and `.ninja_log`, whoever wrote the manifest. */
export const ninja: StepReader = {
  system: 'ninja',
  recognises: (folder, files) => isFile(files, pathIn(folder, 'build.ninja')),
  read: readNinja,
}

/** @throws FormatError if the manifest asks for values that no command could be */
export function readNinja(folder: string, files: BuildFiles): Steps {
  const manifests = manifestsIn(folder, files)
  const records = recordsBeside(manifests[0]!, folder, files)
  const outcomes = manifests.map((manifest) => outcomeOf(manifest, folder, files, records))
  // with several configurations in one folder those count that were built; if none was, the default one
  const built = outcomes.filter((outcome) => outcome.steps.some(isOfCode))
  const counting = built.length > 0 ? built : outcomes.slice(0, 1)
  return {
    system: 'ninja',
    steps: counting.flatMap((outcome) => outcome.steps),
    buildRoot: folder,
    ...readCMakeFolder(folder, files),
    gaps: [
      ...counting.flatMap((outcome) => gapsOf(folder, outcome, records)),
      ...responseFilesGone(records.missing, folder),
    ],
  }
}

/** `build.ninja`, and of CMake's "Ninja Multi-Config" a `build-Debug.ninja` for each configuration. */
function manifestsIn(folder: string, files: BuildFiles): readonly Manifest[] {
  const others = files
    .list(folder)
    .filter((entry) => /^build-[\w.-]+\.ninja$/.test(entry.name))
    .map((entry) => entry.name)
  return ['build.ninja', ...others].map((name) => readManifest(pathIn(folder, name), files.text))
}

function outcomeOf(
  manifest: Manifest,
  folder: string,
  files: BuildFiles,
  records: Records,
): Outcome {
  const steps: Step[] = []
  const made: Edge[] = []
  const gone: string[] = []
  const unmade: Edge[] = []
  const wanted = wantedEdges(manifest)
  for (const edge of manifest.edges) {
    if (edge.ruleName === 'phony' || edgeValue(edge, 'generator') !== '') continue
    const outputs = outputsOf(edge)
    if (outputs.some((path) => files.state(pathIn(folder, path)) !== undefined)) made.push(edge)
    else if (!isNamed(edge)) continue
    else if (outputs.some((path) => records.built?.has(path))) gone.push(...outputs)
    else if (wanted.has(edge)) unmade.push(edge)
  }
  for (const edge of made) steps.push(...stepsOfEdge(edge, folder, files, records))
  return {
    manifest,
    steps,
    gone,
    unmade: unmade.flatMap(outputsOf),
    stopped: unmade.some(waitsFor(made)),
  }
}

/**
 * Whether something was made for an edge and for no other that was made: then the build stopped on its way. Without that, the edge
 * belongs to a target that nobody asked for.
 */
function waitsFor(made: readonly Edge[]): (edge: Edge) => boolean {
  const outputs = new Set(made.flatMap(outputsOf))
  const used = new Set(made.flatMap((edge) => [...edge.inputs, ...edge.implicitInputs]))
  return (edge) =>
    [...edge.inputs, ...edge.implicitInputs].some((path) => outputs.has(path) && !used.has(path))
}

function outputsOf(edge: Edge): readonly string[] {
  return [...edge.outputs, ...edge.implicitOutputs]
}

/** A utility target (`install`, `flash`) is a name that its command does not know; a file stands in the command. */
function isNamed(edge: Edge): boolean {
  const command = edgeValue(edge, 'command')
  // `build clean: CLEAN` of CMake, which stands in the log once somebody cleaned
  if (/ -t clean\b/.test(command)) return false
  return edge.outputs.some((path) => command.includes(basename(path)))
}

function isOfCode(step: Step): boolean {
  return step.kind !== 'generate' && step.kind !== 'convert'
}
