// SPDX-License-Identifier: Apache-2.0
// Baseline of the cold run: inflate every record of a zip and JSON.parse it and the documents, in one process.
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

const [zip, ...documents] = process.argv.slice(2)
const held = documents.map((file) => JSON.parse(readFileSync(file, 'utf8')))
const bytes = readFileSync(zip)
let at = bytes.readUInt32LE(bytes.length - 22 + 16)
let records = 0
while (bytes.readUInt32LE(at) === 0x02014b50) {
  const size = bytes.readUInt32LE(at + 20)
  const header = bytes.readUInt32LE(at + 42)
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
  const data = bytes.subarray(start, start + size)
  const plain = bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)
  if (plain.length > 0) {
    JSON.parse(plain.toString('utf8'))
    records++
  }
  at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
}
process.stdout.write(`${records} records, ${held.length} documents\n`)
