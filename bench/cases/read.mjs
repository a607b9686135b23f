// SPDX-License-Identifier: Apache-2.0
// Ours: reading, validation and graph of each file.
import { readDocuments } from '../../packages/check/dist/documents/index.js'
import { DEFAULT_LIMITS } from '../../packages/formats/dist/source/index.js'

const { inventory } = await readDocuments(process.argv.slice(2), DEFAULT_LIMITS)
process.stdout.write(`${inventory.nodeCount} nodes, ${inventory.edgeCount} edges\n`)
