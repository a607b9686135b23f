// SPDX-License-Identifier: Apache-2.0
// node make-sbom.mjs CONFIG OUT: writes sbom/CONFIG/ from what build.sh CONFIG OUT left in OUT, and truth-CONFIG.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeKernelShape } from './kernel-shape.mjs'
import { writeZephyrShape } from './zephyr-shape.mjs'
import { readBuild } from './build-facts.mjs'

const shapes = { minimal: writeZephyrShape, full: writeKernelShape }

const [configuration, out] = process.argv.slice(2)
const write = shapes[configuration]
if (write === undefined || out === undefined) {
  process.stderr.write('usage: make-sbom.mjs minimal|full OUT\n')
  process.exit(2)
}
const build = readBuild(resolve(out))
const home = dirname(fileURLToPath(import.meta.url))
const folder = join(home, 'sbom', configuration)
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(write(build, configuration))) {
  writeFileSync(join(folder, name), text)
}
writeFileSync(
  join(home, `truth-${configuration}.json`),
  `${JSON.stringify(truthOf(build), null, 2)}\n`,
)

/** For every C file: was it compiled, has its object code, did the linker take it. Not read by `check`; for the tests. */
function truthOf(build) {
  const units = build.src
    .filter((file) => file.path.endsWith('.c'))
    .map((file) => {
      const unit = build.units.find((candidate) => candidate.source === `src:${file.path}`)
      const codeBytes = unit?.functions.reduce((sum, each) => sum + each.bytes, 0) ?? 0
      return {
        path: file.path,
        compiled: unit !== undefined,
        codeBytes,
        inImage: unit?.linked ?? false,
      }
    })
  const headers = build.src
    .filter((file) => file.path.endsWith('.h'))
    .map((file) => {
      const includedBy = build.units.filter((unit) => unit.headers.includes(`src:${file.path}`))
      return { path: file.path, included: includedBy.length > 0 }
    })
  return { units, headers, imageFunctions: build.imageFunctions.map((each) => each.name) }
}
