// SPDX-License-Identifier: Apache-2.0

/** Where in a document something is wrong. Lines and columns count from 1; columns count UTF-16 units. */
export interface Place {
  /** RFC 6901 JSON pointer, or the element path of an XML document (`/bom/components/component[2]`). */
  readonly pointer?: string
  readonly line?: number
  readonly column?: number
}

export type FaultCode =
  /** not well-formed JSON, XML, YAML, tag-value or RDF */
  | 'SYNTAX'
  /** the bytes are not text in the encoding that the format asks for */
  | 'ENCODING'
  /** nobody's format: we do not know what this document is */
  | 'UNKNOWN_FORMAT'
  /** a known format in a version that we do not read */
  | 'UNSUPPORTED_VERSION'
  /** a required member is absent */
  | 'MISSING'
  /** a member that the specification does not know where it stands */
  | 'UNEXPECTED'
  /** wrong type, or a value outside the set or pattern that the specification allows */
  | 'INVALID_VALUE'
  /** an identifier that is used twice where it must be unique */
  | 'DUPLICATE'
  /** a reference to an element that does not exist */
  | 'DANGLING_REFERENCE'
  /** a named limit was exceeded (see `limits.ts`) */
  | 'LIMIT'

export interface Fault {
  readonly code: FaultCode
  /** What is wrong and what was expected, one sentence, without the place. */
  readonly message: string
  readonly place: Place
}

/** How many faults are listed of one document; the rest is counted. */
export const MAX_FAULTS_LISTED = 100

/**
 * The one error of this package: a document that was not read. It lists everything that is wrong, not the first thing.
 * `faults` is never empty; `unlisted` counts faults beyond {@link MAX_FAULTS_LISTED}.
 */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly document: string
  readonly faults: readonly Fault[]
  readonly unlisted: number

  constructor(document: string, faults: readonly Fault[], unlisted = 0, options?: ErrorOptions) {
    const first = faults[0]
    const more = faults.length + unlisted - 1
    super(
      `${document}: ${first ? describeFault(first) : 'unreadable'}${more > 0 ? ` (and ${more} more)` : ''}`,
      options,
    )
    this.document = document
    this.faults = faults
    this.unlisted = unlisted
  }
}

/** One line: place, then what is wrong. */
export function describeFault(fault: Fault): string {
  const { line, column, pointer } = fault.place
  const where: string[] = []
  if (line !== undefined)
    where.push(`line ${line}${column === undefined ? '' : `, column ${column}`}`)
  if (pointer !== undefined) where.push(pointer === '' ? 'top of the document' : pointer)
  return `${where.length > 0 ? `${where.join(', ')}: ` : ''}${fault.message}`
}

/** Collects faults while a reader goes on, and throws once at the end. */
export class FaultList {
  readonly #document: string
  readonly #faults: Fault[] = []
  #unlisted = 0

  constructor(document: string) {
    this.#document = document
  }

  add(code: FaultCode, message: string, place: Place): void {
    if (this.#faults.length < MAX_FAULTS_LISTED) this.#faults.push({ code, message, place })
    else this.#unlisted++
  }

  get count(): number {
    return this.#faults.length + this.#unlisted
  }

  /** @throws FormatError if anything was added. */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw new FormatError(this.#document, this.#faults, this.#unlisted)
  }
}
