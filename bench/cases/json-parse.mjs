// SPDX-License-Identifier: Apache-2.0
// Baseline: JSON.parse of each file, held until the end, as a program that reads documents whole would.
import { readFileSync } from 'node:fs'

const held = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))
process.stdout.write(`${held.length}\n`)
