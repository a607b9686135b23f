// SPDX-License-Identifier: Apache-2.0
import type { Component, ExternalReference, Property, Service, Tool, ToolSet } from './component.ts'
import type { ContactFacts, LicenseChoice, OrganizationFacts } from './party.ts'
import type { Version } from './versions.ts'
import type { Vulnerability } from './vulnerability.ts'
import type { Formula } from './formulation.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * What XML has and the JSON shape has not: attributes and elements of other namespaces (or a repetition that JSON has no
 * room for). Kept under {@link EXTENSIONS} in the object or list that they stood in, and written back to XML.
 */
export interface Extensions {
  readonly attributes: readonly {
    readonly name: string
    readonly namespace: string
    readonly value: string
  }[]
  readonly elements: readonly ForeignElement[]
}

export interface ForeignElement {
  /** With its prefix, as written. */
  readonly name: string
  readonly namespace: string
  readonly attributes: Extensions['attributes']
  readonly content: readonly (string | ForeignElement)[]
}

/** A symbol, so that no member of a document can be mistaken for it and JSON never shows it. */
export const EXTENSIONS: unique symbol = Symbol('CycloneDX XML extensions')

export interface Extended {
  readonly [EXTENSIONS]?: Extensions
}

/**
 * A CycloneDX document in the shape of its JSON, whatever syntax it came from. Members that no consumer of ours asks for
 * are typed loosely; all of them are kept. Members of 1.2 and 1.3 that the specification does not name are kept as well.
 */
export interface CycloneDxDocument extends Extended {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: Version
  readonly $schema?: string
  readonly serialNumber?: string
  readonly version?: number
  readonly metadata?: Metadata
  readonly components?: readonly Component[]
  readonly services?: readonly Service[]
  readonly externalReferences?: readonly ExternalReference[]
  readonly dependencies?: readonly Dependency[]
  readonly compositions?: readonly Composition[]
  readonly vulnerabilities?: readonly Vulnerability[]
  readonly annotations?: readonly Annotation[]
  readonly formulation?: readonly Formula[]
  readonly declarations?: JsonObject
  readonly definitions?: JsonObject
  readonly citations?: readonly Citation[]
  readonly properties?: readonly Property[]
  readonly signature?: JsonObject
}

export interface Metadata extends Extended {
  readonly timestamp?: string
  readonly lifecycles?: readonly Lifecycle[]
  /** A list until 1.4 (deprecated since), components and services since 1.5. */
  readonly tools?: readonly Tool[] | ToolSet
  readonly authors?: readonly ContactFacts[]
  readonly component?: Component
  readonly manufacturer?: OrganizationFacts
  readonly manufacture?: OrganizationFacts
  readonly supplier?: OrganizationFacts
  readonly licenses?: readonly LicenseChoice[]
  readonly properties?: readonly Property[]
  readonly distributionConstraints?: { readonly tlp?: string }
}

export interface Lifecycle extends Extended {
  readonly phase?: string
  readonly name?: string
  readonly description?: string
}

export interface Dependency extends Extended {
  readonly ref: string
  readonly dependsOn?: readonly string[]
  readonly provides?: readonly string[]
}

export interface Composition extends Extended {
  readonly 'bom-ref'?: string
  readonly aggregate: string
  readonly assemblies?: readonly string[]
  readonly dependencies?: readonly string[]
  readonly vulnerabilities?: readonly string[]
  readonly signature?: JsonObject
}

export interface Annotation extends Extended {
  readonly 'bom-ref'?: string
  /** XML may leave it out. */
  readonly subjects?: readonly string[]
  readonly annotator: {
    readonly organization?: OrganizationFacts
    readonly individual?: ContactFacts
    readonly component?: Component
    readonly service?: Service
  }
  readonly timestamp: string
  readonly text: string
  readonly signature?: JsonObject
}

export interface Citation extends Extended {
  readonly 'bom-ref'?: string
  readonly pointers?: readonly string[]
  readonly expressions?: readonly string[]
  readonly timestamp: string
  readonly attributedTo?: string
  readonly process?: string
  readonly note?: string
  readonly signature?: JsonObject
}
