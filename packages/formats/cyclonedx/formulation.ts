// SPDX-License-Identifier: Apache-2.0
import type { Component, ExternalReference, Property, Service } from './component.ts'
import type { Dependency, Extended, JsonObject } from './document.ts'

export interface Formula extends Extended {
  readonly 'bom-ref'?: string
  readonly components?: readonly Component[]
  readonly services?: readonly Service[]
  readonly workflows?: readonly Workflow[]
  readonly properties?: readonly Property[]
}

export interface Task extends Extended {
  readonly 'bom-ref': string
  readonly uid: string
  readonly name?: string
  readonly description?: string
  readonly resourceReferences?: readonly Resource[]
  readonly taskTypes: readonly string[]
  readonly trigger?: JsonObject
  readonly steps?: readonly JsonObject[]
  readonly inputs?: readonly Flow[]
  readonly outputs?: readonly Flow[]
  readonly timeStart?: string
  readonly timeEnd?: string
  readonly workspaces?: readonly JsonObject[]
  readonly runtimeTopology?: readonly Dependency[]
  readonly properties?: readonly Property[]
}

export interface Workflow extends Task {
  readonly tasks?: readonly Task[]
  readonly taskDependencies?: readonly Dependency[]
}

export interface Resource extends Extended {
  readonly ref?: string
  readonly externalReference?: ExternalReference
}

/** An input or an output. */
export interface Flow extends Extended {
  readonly source?: Resource
  readonly target?: Resource
  readonly resource?: Resource
  readonly [member: string]: unknown
}
