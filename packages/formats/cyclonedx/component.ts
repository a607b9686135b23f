// SPDX-License-Identifier: Apache-2.0
import type { Extended, JsonObject } from './document.ts'
import type { Attachment, ContactFacts, LicenseChoice, OrganizationFacts } from './party.ts'

export interface Component extends Extended {
  readonly type: string
  readonly 'mime-type'?: string
  readonly 'bom-ref'?: string
  readonly isExternal?: boolean
  readonly supplier?: OrganizationFacts
  readonly manufacturer?: OrganizationFacts
  readonly authors?: readonly ContactFacts[]
  readonly author?: string
  readonly publisher?: string
  readonly group?: string
  readonly name: string
  readonly version?: string
  readonly versionRange?: string
  readonly description?: string
  readonly scope?: 'required' | 'optional' | 'excluded'
  readonly hashes?: readonly Hash[]
  readonly licenses?: readonly LicenseChoice[]
  readonly copyright?: string
  readonly patentAssertions?: readonly JsonObject[]
  readonly cpe?: string
  readonly purl?: string
  readonly omniborId?: readonly string[]
  readonly swhid?: readonly string[]
  readonly swid?: Swid
  readonly modified?: boolean
  readonly pedigree?: Pedigree
  readonly externalReferences?: readonly ExternalReference[]
  readonly components?: readonly Component[]
  readonly evidence?: Evidence
  readonly releaseNotes?: JsonObject
  readonly modelCard?: ModelCard
  readonly data?: readonly ComponentData[]
  readonly cryptoProperties?: JsonObject
  readonly tags?: readonly string[]
  readonly properties?: readonly Property[]
  readonly signature?: JsonObject
}

export interface Hash extends Extended {
  readonly alg: string
  readonly content: string
}

export interface Property extends Extended {
  readonly name?: string
  readonly value?: string
}

export interface Swid extends Extended {
  readonly tagId: string
  readonly name: string
  readonly version?: string
  readonly tagVersion?: number
  readonly patch?: boolean
  readonly text?: Attachment
  readonly url?: string
}

export interface ExternalReference extends Extended {
  readonly type: string
  readonly url: string
  readonly comment?: string
  readonly hashes?: readonly Hash[]
  readonly properties?: readonly Property[]
}

export interface Pedigree extends Extended {
  readonly ancestors?: readonly Component[]
  readonly descendants?: readonly Component[]
  readonly variants?: readonly Component[]
  readonly commits?: readonly Commit[]
  readonly patches?: readonly Patch[]
  readonly notes?: string
}

export interface Commit extends Extended {
  readonly uid?: string
  readonly url?: string
  readonly author?: JsonObject
  readonly committer?: JsonObject
  readonly message?: string
}

export interface Patch extends Extended {
  readonly type: string
  readonly diff?: { readonly text?: Attachment; readonly url?: string }
  readonly resolves?: readonly Issue[]
}

export interface Issue extends Extended {
  readonly type: string
  readonly id?: string
  readonly name?: string
  readonly description?: string
  readonly source?: { readonly name?: string; readonly url?: string }
  readonly references?: readonly string[]
}

export interface Evidence extends Extended {
  /** One in 1.5, a list since 1.6. */
  readonly identity?: IdentityEvidence | readonly IdentityEvidence[]
  readonly occurrences?: readonly Occurrence[]
  readonly callstack?: JsonObject
  readonly licenses?: readonly LicenseChoice[]
  readonly copyright?: readonly { readonly text: string }[]
}

export interface IdentityEvidence extends Extended {
  readonly field: string
  readonly confidence?: number
  readonly concludedValue?: string
  readonly methods?: readonly {
    readonly technique: string
    readonly confidence: number
    readonly value?: string
  }[]
  readonly tools?: readonly string[]
}

export interface Occurrence extends Extended {
  readonly 'bom-ref'?: string
  readonly location: string
  readonly line?: number
  readonly offset?: number
  readonly symbol?: string
  readonly additionalContext?: string
}

export interface ModelCard extends Extended {
  readonly 'bom-ref'?: string
  readonly modelParameters?: {
    readonly datasets?: readonly (ComponentData | { readonly ref?: string })[]
    readonly [member: string]: unknown
  }
  readonly [member: string]: unknown
}

export interface ComponentData extends Extended {
  readonly 'bom-ref'?: string
  readonly type: string
  readonly name?: string
  readonly contents?: {
    readonly attachment?: Attachment
    readonly url?: string
    readonly properties?: readonly Property[]
  }
  readonly classification?: string
  readonly sensitiveData?: readonly string[]
  readonly description?: string
  readonly [member: string]: unknown
}

export interface Service extends Extended {
  readonly 'bom-ref'?: string
  readonly provider?: OrganizationFacts
  readonly group?: string
  readonly name: string
  readonly version?: string
  readonly description?: string
  readonly endpoints?: readonly string[]
  readonly authenticated?: boolean
  readonly 'x-trust-boundary'?: boolean
  readonly trustZone?: string
  readonly data?: readonly JsonObject[]
  readonly licenses?: readonly LicenseChoice[]
  readonly patentAssertions?: readonly JsonObject[]
  readonly externalReferences?: readonly ExternalReference[]
  readonly services?: readonly Service[]
  readonly releaseNotes?: JsonObject
  readonly properties?: readonly Property[]
  readonly tags?: readonly string[]
  readonly signature?: JsonObject
}

/** Deprecated shape of a tool. */
export interface Tool extends Extended {
  readonly vendor?: string
  readonly name?: string
  readonly version?: string
  readonly hashes?: readonly Hash[]
  readonly externalReferences?: readonly ExternalReference[]
}

export interface ToolSet extends Extended {
  readonly components?: readonly Component[]
  readonly services?: readonly Service[]
}
