// SPDX-License-Identifier: Apache-2.0

/** Index of a node in one inventory. */
export type NodeId = number

export type NodeKind =
  | 'document'
  | 'package'
  | 'file'
  | 'snippet'
  | 'build'
  | 'tool'
  | 'dataset'
  | 'model'
  | 'service'
  | 'agent'
  | 'vulnerability'
  | 'license'
  | 'other'

/** What a file is in a build. Told by the document's own types first, by the name where it says nothing. */
export type FileRole =
  | 'source'
  | 'header'
  | 'object'
  | 'archive'
  | 'image'
  | 'module'
  | 'generated'
  | 'config'
  | 'data'
  | 'unknown'

/** CISA's six SBOM types. */
export type SbomType = 'design' | 'source' | 'build' | 'analyzed' | 'deployed' | 'runtime'

/**
 * Direction is always "from kind to": an image linksStatically an archive, an object is generatedFrom a source,
 * a package contains a file, A dependsOn B. Readers turn inverse relationships (CONTAINED_BY, GENERATES, ...) around.
 */
export type EdgeKind =
  | 'describes'
  | 'contains'
  | 'dependsOn'
  | 'generatedFrom'
  /** an object (or archive, or image) was compiled with this header */
  | 'includes'
  | 'linksStatically'
  | 'linksDynamically'
  | 'builtWith'
  | 'configuredBy'
  | 'hasInput'
  | 'hasOutput'
  | 'invokedBy'
  | 'distributes'
  | 'ancestorOf'
  | 'variantOf'
  | 'copyOf'
  | 'patches'
  | 'documents'
  | 'tests'
  | 'provides'
  | 'trainedOn'
  | 'testedOn'
  | 'amends'
  | 'hasLicense'
  | 'hasVulnerability'
  | 'publishedBy'
  | 'other'

export interface EdgeDetail {
  /** The document's own word for the relationship, where `kind` alone would lose something. */
  readonly label?: string
  /** SPDX 3 lifecycle scope, SPDX 2 *_DEPENDENCY_OF, CycloneDX component scope. */
  readonly scope?: string
  readonly comment?: string
  /** SPDX 3 completeness of the relationship. */
  readonly completeness?: string
}

/** `algorithm` in the spelling of {@link digestAlgorithm}; `value` lower-case hexadecimal, or the text of a gitoid/swhid. */
export interface Digest {
  readonly algorithm: string
  readonly value: string
}

export interface DocumentFacts {
  /** `spdx-2`, `spdx-3`, `cyclonedx` */
  readonly format: string
  readonly specVersion: string
  readonly syntax: string
  /** The file or archive member that it was read from. */
  readonly source: string
  /** Namespace (SPDX 2), SpdxDocument IRI (SPDX 3), `urn:cdx:serial/version` (CycloneDX). */
  readonly id?: string
  readonly name?: string
  readonly createdAt?: string
  readonly creators: readonly string[]
  readonly tools: readonly string[]
  readonly sbomTypes: readonly SbomType[]
  readonly comment?: string
  readonly dataLicense?: string
}

export interface PackageFacts {
  readonly name: string
  readonly version?: string
  readonly purls?: readonly string[]
  /** CPE 2.2 URIs or 2.3 names, as written. */
  readonly cpes?: readonly string[]
  /** Other identifiers: swid tags, swhid, gitoid, PACKAGE-MANAGER references that are no purl, ... */
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[]
  readonly supplier?: string
  readonly originator?: string
  readonly downloadLocation?: string
  readonly homepage?: string
  /** Version-control addresses (CycloneDX `vcs`, SPDX 3 `vcs`, a git downloadLocation). */
  readonly repositories?: readonly string[]
  readonly digests?: readonly Digest[]
  readonly licenseDeclared?: string
  readonly licenseConcluded?: string
  readonly copyright?: string
  /** SPDX primary purpose or CycloneDX component type, lower case with hyphens. */
  readonly purpose?: string
  readonly description?: string
  readonly group?: string
  /** CycloneDX `scope`: required, optional, excluded. */
  readonly scope?: string
  /** Fixes that the supplier carries (CycloneDX pedigree, Yocto): vulnerability ids. */
  readonly resolves?: readonly string[]
}

export interface FileFacts {
  /** As the document writes it; the inventory normalizes `./` away. */
  readonly path: string
  readonly digests?: readonly Digest[]
  /** SPDX file types or purpose, lower case: `source`, `binary`, `archive`, `object`, `header`, ... */
  readonly types?: readonly string[]
  readonly licenseConcluded?: string
  readonly copyright?: string
}

export interface SnippetFacts {
  /** Element id of the file that it is a part of. */
  readonly file: string
  readonly name?: string
  readonly byteRange?: readonly [number, number]
  readonly lineRange?: readonly [number, number]
  readonly licenseConcluded?: string
  readonly comment?: string
}

export interface Annotation {
  readonly annotator?: string
  readonly date?: string
  readonly type?: string
  readonly text: string
}

/**
 * One document's way into the inventory. Element ids are the document's own; references may come before their targets.
 * What adds an element answers false where its id was there before. Facts are kept as they are given, not copied: a reader
 * may fill them in until its document is closed.
 */
export interface DocumentBuilder {
  package(
    id: string,
    facts: PackageFacts,
    kind?: 'package' | 'dataset' | 'model' | 'service',
  ): boolean
  file(id: string, facts: FileFacts): boolean
  snippet(id: string, facts: SnippetFacts): boolean
  /** Everything else that has an id and takes part in relationships: builds, tools, agents, vulnerabilities, licences. */
  element(
    id: string,
    kind: NodeKind,
    name: string,
    properties?: Readonly<Record<string, string>>,
  ): boolean
  /**
   * `from` and `to` are element ids of this document, the document's own id (for describes), or global ids of another
   * document's elements: `namespace#SPDXRef-x` (SPDX 2), the element IRI (SPDX 3), `urn:cdx:serial/version#ref`.
   */
  /** Answers false where an end is not (yet) an element of this document. */
  edge(from: string, kind: EdgeKind, to: string, detail?: EdgeDetail): boolean
  /** Another document that this one refers to; `digests` are of that document's bytes, to be verified. */
  externalDocument(id: string, digests: readonly Digest[]): void
  /** Whether an element of this id was added. */
  has(id: string): boolean
  annotate(id: string, annotation: Annotation): void
  /** The id under which other documents know an element of this one, where it is not the local id. */
  alias(globalId: string, id: string): void
  /** What the document admits or we noticed, e.g. a repaired flaw or NOASSERTION relationships. Shown by `inspect`. */
  remark(text: string): void
}
