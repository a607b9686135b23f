// SPDX-License-Identifier: Apache-2.0
import type { Spdx3Object } from './document.ts'
import type { Spdx3Version } from './spec/versions.ts'

/** A document that is written while it is made, and may become longer than the longest string. */
export interface Spdx3Pieces {
  /** The next node of the graph; its members keep their order. Nothing of it is kept but its text. */
  add(node: Spdx3Object): void
  /** The whole text, in pieces to be written one behind the other. */
  end(): readonly string[]
}

const PIECE = 4 * 1024 * 1024

/** SPDX 3 JSON-LD, one node of the graph a line. */
export function spdx3Pieces(version: Spdx3Version = '3.0.1'): Spdx3Pieces {
  const pieces: string[] = []
  let lines: string[] = []
  let size = 0
  let before = `{"@context":"https://spdx.org/rdf/${version}/spdx-context.jsonld","@graph":[\n`
  const flush = (): void => {
    pieces.push(lines.join(''))
    lines = []
    size = 0
  }
  return {
    add(node) {
      const line = before + JSON.stringify(node)
      before = ',\n'
      lines.push(line)
      size += line.length
      if (size > PIECE) flush()
    },
    end() {
      lines.push(before === ',\n' ? '\n]}\n' : `${before}]}\n`)
      flush()
      return pieces
    },
  }
}
