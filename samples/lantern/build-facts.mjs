// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  readDependencies,
  readFile,
  readFunctions,
  readPulledMembers,
  readTree,
} from '../tools/facts.mjs'

const home = dirname(fileURLToPath(import.meta.url))

/**
 * What build.sh did in `out`. Paths of sources are relative to `src/` or `app/`, paths of outputs to `out`.
 * A unit names its source and headers as `app:src/main.c` or `src:net/udp.h`.
 */
export function readBuild(out) {
  const outputs = readTree(out, (path) => !/\.(o|a|elf)$/.test(path))
  const commandOf = (path) => readFileSync(join(out, `${path}.cmd`), 'utf8').trim()
  const pulled = new Set(readPulledMembers(join(out, 'lantern.map'), out))
  const units = outputs
    .filter((file) => existsSync(join(out, `${file.path}.d`)))
    .map((object) => {
      const [source, ...headers] = readDependencies(join(out, `${object.path}.d`)).map(treePath)
      const functions = readFunctions(join(out, object.path))
      return { object, source, headers, functions, command: commandOf(object.path) }
    })
  const archives = outputs
    .filter((file) => file.path.endsWith('.a'))
    .map((archive) => {
      const members = units.filter((unit) => dirOf(unit.object.path) === dirname(archive.path))
      return { archive, members, command: commandOf(archive.path) }
    })
  const isLinked = (unit) =>
    archives.some(({ archive, members }) => {
      const name = `${archive.path}(${basename(unit.object.path)})`
      return members.includes(unit) && pulled.has(name)
    })
  const image = outputs.find((file) => file.path === 'lantern.elf')
  return {
    app: readTree(join(home, 'app')),
    src: readTree(join(home, 'src')),
    units: units.map((unit) => ({ ...unit, linked: isLinked(unit) })),
    archives,
    image,
    imageFunctions: readFunctions(join(out, 'lantern.elf')),
    imageCommand: commandOf('lantern.elf'),
    file: (path) => readFile(out, path),
  }
}

/** The application's objects lie one folder deeper than its archive. */
const dirOf = (path) => (path.startsWith('app/') ? 'app' : dirname(path))

const treePath = (path) =>
  path.startsWith('app/') ? `app:${path.slice(4)}` : `src:${path.slice(4)}`
