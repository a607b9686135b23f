// SPDX-License-Identifier: Apache-2.0
import type { Property } from './component.ts'
import type { Extended, JsonObject } from './document.ts'

export interface OrganizationFacts extends Extended {
  readonly 'bom-ref'?: string
  readonly name?: string
  readonly address?: JsonObject
  readonly url?: readonly string[]
  readonly contact?: readonly ContactFacts[]
}

export interface ContactFacts extends Extended {
  readonly 'bom-ref'?: string
  readonly name?: string
  readonly email?: string
  readonly phone?: string
}

/** One item of `licenses`: a licence, or an SPDX expression. */
export interface LicenseChoice extends Extended {
  readonly license?: License
  readonly expression?: string
  readonly acknowledgement?: 'declared' | 'concluded'
  readonly 'bom-ref'?: string
  readonly expressionDetails?: readonly JsonObject[]
  readonly licensing?: JsonObject
  readonly properties?: readonly Property[]
}

export interface License extends Extended {
  readonly 'bom-ref'?: string
  readonly acknowledgement?: 'declared' | 'concluded'
  readonly id?: string
  readonly name?: string
  readonly text?: Attachment
  readonly url?: string
  readonly licensing?: JsonObject
  readonly properties?: readonly Property[]
}

export interface Attachment {
  readonly contentType?: string
  readonly encoding?: string
  readonly content: string
}
