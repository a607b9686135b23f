// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readCommand, readShell } from '../command/index.ts'
import type { Step, Steps } from '../steps/index.ts'

/** Until the readers of build systems are there: CMake's makefiles with compile_commands.json. */
export function thinSteps(buildDir: string): Steps {
  const steps: Step[] = []
  const record = join(buildDir, 'compile_commands.json')
  for (const each of JSON.parse(readFileSync(record, 'utf8')) as {
    directory: string
    command: string
    file: string
  }[]) {
    const facts = readShell(each.command, each.directory)[0]
    if (facts === undefined) continue
    const object = facts.outputs[0] ?? ''
    const depfile = `${object}.d`
    const includes = existsSync(depfile)
      ? readDepfile(readFileSync(depfile, 'utf8'), each.directory)
      : []
    steps.push({
      kind: 'compile',
      outputs: [object],
      inputs: facts.inputs,
      includes: includes.filter((path) => !facts.inputs.includes(path)),
      knowsIncludes: includes.length > 0,
      command: facts.command,
      directory: each.directory,
      record,
    })
  }
  for (const name of readdirSync(buildDir, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('/link.txt') || name.includes('CMakeTmp') || name.includes('CMakeScratch'))
      continue
    const directory = dirname(dirname(dirname(join(buildDir, name))))
    for (const line of readFileSync(join(buildDir, name), 'utf8').split('\n')) {
      if (line.trim() === '') continue
      const argv = line.trim().split(/\s+/)
      const facts = readCommand(argv, directory, (path) =>
        existsSync(path) ? readFileSync(path, 'utf8') : undefined,
      )
      if (
        facts.kind === 'none' ||
        facts.kind === 'copy' ||
        facts.kind === 'unknown' ||
        facts.outputs.length === 0
      )
        continue
      steps.push({
        kind: facts.kind,
        outputs: facts.outputs,
        inputs: facts.inputs,
        includes: [],
        knowsIncludes: true,
        libraries: facts.libraries.map((each) => each.name),
        libraryFolders: facts.libraryFolders,
        command: facts.command,
        directory,
        record: join(buildDir, name),
      })
    }
  }
  const cache = join(buildDir, 'CMakeCache.txt')
  const home = /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(readFileSync(cache, 'utf8'))?.[1]
  return {
    system: 'cmake-makefiles',
    steps,
    buildRoot: buildDir,
    ...(home && { sourceRoot: home }),
    configuration: [cache],
    gaps: [],
  }
}

function readDepfile(text: string, directory: string): string[] {
  const plain = text.replaceAll('\\\n', ' ')
  return plain
    .slice(plain.indexOf(': ') + 2)
    .trim()
    .split(/\s+/)
    .map((path) => resolve(directory, path))
}
