// SPDX-License-Identifier: Apache-2.0

/** Guards against hostile input. Each can be raised by its name (`--limit name=value`). */
export interface Limits {
  /** Bytes of one document after decompression. */
  readonly documentBytes: number
  /** Bytes of one document in a syntax that must be held whole in memory (XML, YAML, RDF/XML, tag-value lines excepted). */
  readonly wholeDocumentBytes: number
  /** Decompressed bytes for each compressed byte. Real SBOMs reach about 40. */
  readonly decompressionRatio: number
  /** Decompressed bytes of all members of one archive. */
  readonly archiveBytes: number
  /** Decompressed bytes of one member of an archive, which is held in memory. */
  readonly memberBytes: number
  /** Members of one archive. */
  readonly archiveEntries: number
  /** Nesting of objects, arrays and elements. */
  readonly depth: number
  /** Attributes of one XML element. */
  readonly attributes: number
  /** Expansions of YAML aliases. */
  readonly aliasExpansions: number
  /** Expansions of entities that an XML document declares itself. External ones are never fetched. */
  readonly entityExpansions: number
  /** Characters of one string, tag value or text node. */
  readonly stringLength: number
}

export const DEFAULT_LIMITS: Limits = {
  documentBytes: 4 * 1024 ** 3,
  wholeDocumentBytes: 256 * 1024 ** 2,
  decompressionRatio: 200,
  archiveBytes: 16 * 1024 ** 3,
  memberBytes: 1024 ** 3,
  archiveEntries: 1_000_000,
  depth: 256,
  attributes: 10_000,
  aliasExpansions: 10_000,
  entityExpansions: 0,
  stringLength: 64 * 1024 ** 2,
}

/** Thrown where a limit is met outside a document (archives, decompression): `limit` names the one to raise. */
export class LimitError extends Error {
  override readonly name = 'LimitError'
  readonly limit: keyof Limits

  constructor(limit: keyof Limits, message: string) {
    super(`${message} (limit ${limit}; raise it with --limit ${limit}=N if you trust this input)`)
    this.limit = limit
  }
}
