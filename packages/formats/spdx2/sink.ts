// SPDX-License-Identifier: Apache-2.0
import type {
  Spdx2Annotation,
  Spdx2ExternalDocumentRef,
  Spdx2ExtractedLicense,
  Spdx2File,
  Spdx2Head,
  Spdx2Package,
  Spdx2Relationship,
  Spdx2Review,
  Spdx2Snippet,
} from './model.ts'

/**
 * Where a document goes while it is read, element by element, whatever its serialization. Elements come in the order of
 * the text: references may precede their targets, and `head` comes when its last member was read, which may be last of
 * all (some tools write `spdxVersion` at the end). If the read fails, everything received must be thrown away.
 */
export interface Spdx2Sink {
  /**
   * A sink that keeps ids may say which it has, and answer true or false to elements (is the id new?) and relationships (are
   * both ends known?): then the reader needs no table of its own.
   */
  knows?(id: string): boolean
  /** Exactly once. */
  head(head: Spdx2Head): void
  externalDocument(ref: Spdx2ExternalDocumentRef): void
  package(element: Spdx2Package): boolean | void
  file(element: Spdx2File): boolean | void
  snippet(element: Spdx2Snippet): boolean | void
  relationship(relationship: Spdx2Relationship): boolean | void
  annotation(annotation: Spdx2Annotation): void
  review(review: Spdx2Review): void
  extractedLicense(license: Spdx2ExtractedLicense): void
  /** At the end: what was repaired or passed over, one sentence each. */
  remark(text: string): void
}
