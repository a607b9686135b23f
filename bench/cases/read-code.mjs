// SPDX-License-Identifier: Apache-2.0
// Ours: symbols, and which functions of which sources an ELF file holds; read by ranges, as a capture does.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readCode } from '../../packages/formats/dist/dwarf/index.js'
import { readElf, symbolsOf } from '../../packages/formats/dist/elf/index.js'

const [path = ''] = process.argv.slice(2)
const file = openSync(path, 'r')
const { size } = fstatSync(file)
const elf = readElf(path, {
  size,
  read(offset, length) {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
    return bytes.subarray(
      0,
      bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, offset),
    )
  },
})
const symbols = symbolsOf(elf).length
const { units } = readCode(elf)
closeSync(file)
const functions = units.reduce((sum, unit) => sum + unit.functions.length, 0)
process.stdout.write(`${units.length} units, ${functions} functions, ${symbols} symbols\n`)
