// SPDX-License-Identifier: Apache-2.0
// Reading (validation and graph included) and JSON.parse of the same file, in turns in one warm process.
import { readFileSync } from 'node:fs'
import { readDocuments } from '../../packages/check/dist/documents/index.js'
import { DEFAULT_LIMITS } from '../../packages/formats/dist/source/index.js'

const [file, rounds = '9'] = process.argv.slice(2)
const ours = []
const theirs = []
for (let round = 0; round < Number(rounds); round++) {
  let start = performance.now()
  await readDocuments([file], DEFAULT_LIMITS)
  ours.push(performance.now() - start)
  start = performance.now()
  JSON.parse(readFileSync(file, 'utf8'))
  theirs.push(performance.now() - start)
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
process.stdout.write(JSON.stringify({ ours: median(ours), theirs: median(theirs) }))
