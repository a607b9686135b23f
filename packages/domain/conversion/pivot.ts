// SPDX-License-Identifier: Apache-2.0
import type { Origin } from './ledger.ts'

/** The three families of documents; within one, a document is written as it was read. */
export type Family = 'spdx-2' | 'spdx-3' | 'cyclonedx'

/**
 * A document in no format: what all of them say, under one name for each thing. Everything in it knows which members of the
 * source it came from, so that what a target has no place for can be named exactly.
 */
export interface Pivot {
  readonly family: Family
  readonly document: PivotElement
  readonly elements: PivotElement[]
  readonly relationships: PivotRelationship[]
}

export type ElementKind =
  | 'document'
  | 'package'
  | 'file'
  | 'snippet'
  | 'service'
  | 'model'
  | 'dataset'
  | 'build'
  | 'vulnerability'
  | 'annotation'
  | 'license'
  /** what no other format has: carried whole, or lost whole */
  | 'other'

/** What is counted as a package. */
export const PACKAGE_KINDS: ReadonlySet<ElementKind> = new Set([
  'package',
  'service',
  'model',
  'dataset',
])

export interface PivotElement {
  readonly kind: ElementKind
  /** As the source writes it; elements of other documents are `namespace#id`, an IRI, or a BOM-Link. */
  readonly id: string
  readonly facts: Fact[]
  /** Members that only say that the element is there: they arrive when it does. */
  readonly identity: readonly Origin[]
  /** The whole of it, for a target without a place for its kind, and the list that it stood in. */
  readonly whole?: { readonly list: string; readonly value: unknown; readonly origin: Origin }
}

/** `type` is the word of SPDX 3.0.1 Core, RelationshipType, and so is the direction. */
export interface PivotRelationship {
  readonly type: string
  readonly from: string
  /** An id, `NONE` or `NOASSERTION`. */
  readonly to: string
  readonly scope?: string
  readonly completeness?: string
  readonly comment?: string
  /** The source's own word, where `type` loses something of it. */
  readonly label?: string
  readonly origins: readonly Origin[]
  /** Of `scope`, `completeness`, `comment` and `label`: not every target has a place for them. */
  readonly qualifiers?: readonly Origin[]
}

/** One statement of the source about one element. */
export type Fact = {
  readonly [T in Term]: {
    readonly term: T
    readonly value: Terms[T]
    readonly origins: readonly Origin[]
  }
}[Term]

export type Term = keyof Terms

/** Terms whose value is a text; they survive a target without a place for them as a property, and come back from it. */
export const TEXT_TERMS = [
  'name',
  'version',
  'group',
  'summary',
  'description',
  'comment',
  'copyright',
  'sourceInfo',
  'attribution',
  'notice',
  'contributor',
  'homepage',
  'downloadLocation',
  'fileName',
  'mediaType',
  'scope',
  'licenseDeclared',
  'licenseConcluded',
  'licenseFound',
  'licenseComment',
  // of all licences of an element, where the format has no word for it: declared, concluded
  'acknowledgement',
  'licenseText',
  'licenseListVersion',
  'seeAlso',
  'purpose',
  'fileKind',
  'created',
  'releaseTime',
  'builtTime',
  'validUntilTime',
  'namespace',
  'dataLicense',
  'creationComment',
  'sbomType',
  'identifierComment',
  'hashComment',
  'kind',
  'buildType',
  'buildId',
  'startTime',
  'endTime',
  'modelType',
  'modelTask',
  'modelUse',
  'limitation',
  'publishedTime',
  'modifiedTime',
  'withdrawnTime',
  'detail',
  'recommendation',
  'workaround',
  'agentUrl',
  'documentLocation',
  'statement',
  'annotationType',
  'annotationTime',
] as const

export type TextTerm = (typeof TEXT_TERMS)[number]

export interface Terms extends Record<TextTerm, string> {
  readonly identifier: Identifier
  readonly hash: Hash
  readonly verificationCode: { readonly value: string; readonly excluded: readonly string[] }
  readonly reference: Reference
  readonly supplier: Agent
  readonly originator: Agent
  readonly author: Agent
  readonly publisher: Agent
  readonly creator: Agent
  readonly tool: Agent
  readonly annotator: Agent
  /** an id */
  readonly subject: string
  readonly snippetOf: string
  readonly byteRange: Range
  readonly lineRange: Range
  readonly metric: { readonly name: string; readonly value: string }
  readonly parameter: { readonly name: string; readonly value: string }
  readonly rating: Rating
  readonly assessment: Assessment
  readonly externalDocument: ExternalDocument
  /** A name and a value that the source itself calls a property. */
  readonly property: { readonly name: string; readonly value: string }
  /** A member that only one family knows, as it stands there. */
  readonly member: Member
}

interface Member {
  readonly family: Family
  readonly name: string
  readonly value: unknown
}

/** `type` is the word of SPDX 3.0.1 Core, ExternalIdentifierType, or `gitoid`, `swhid`. */
interface Identifier {
  readonly type: string
  readonly value: string
}

/** `algorithm` is the word of SPDX 3.0.1 Core, HashAlgorithm; `value` as written. */
export interface Hash {
  readonly algorithm: string
  readonly value: string
}

/** `type` is the word of SPDX 3.0.1 Core, ExternalRefType. */
export interface Reference {
  readonly type: string
  readonly locator: string
  readonly comment?: string
  /** `OTHER acmeforge` or `evidence`: the source's own word, where `type` loses something of it. */
  readonly label?: string
}

export interface Agent {
  readonly kind: 'person' | 'organization' | 'software' | 'agent'
  readonly name: string
  readonly email?: string
  readonly version?: string
  readonly url?: string
}

/** Both ends included, counted from 1. */
interface Range {
  readonly begin: number
  readonly end: number
}

export interface Rating {
  /** `CVSSv2`, `CVSSv3`, `CVSSv31`, `CVSSv4`, and so on, as CycloneDX names them. */
  readonly method: string
  readonly score?: number
  readonly severity?: string
  readonly vector?: string
  /** Who rates. */
  readonly source?: string
  /** Elements that it holds for; none: for the vulnerability. */
  readonly of: readonly string[]
}

/** What somebody says about a vulnerability in a product: VEX. */
export interface Assessment {
  readonly status: 'affected' | 'not_affected' | 'fixed' | 'under_investigation' | 'unsaid'
  readonly of: readonly string[]
  /** As SPDX 3 names it: `vulnerableCodeNotPresent`. */
  readonly justification?: string
  readonly statement?: string
  readonly action?: string
}

interface ExternalDocument {
  /** Namespace or IRI. */
  readonly uri: string
  /** `DocumentRef-x` */
  readonly name?: string
  /** Of its bytes, each with its own origins: a target may have room for one. */
  readonly hashes: readonly (Hash & { readonly origins: readonly Origin[] })[]
  /** An element of it that this document refers to; absent: the document itself. */
  readonly element?: string
}

export const NONE = 'NONE'
export const NOASSERTION = 'NOASSERTION'
