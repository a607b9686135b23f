// SPDX-License-Identifier: Apache-2.0

/**
 * What a JSON value must look like, as data: the part of JSON Schema that the specifications of our formats use.
 * `what` names the value in a fault (`a CVE id`).
 */
export type Shape =
  | StringShape
  | ObjectShape
  | { readonly kind: 'any' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'integer'; readonly min?: number }
  | {
      readonly kind: 'array'
      readonly items: Shape
      readonly min?: number
      readonly unique?: boolean
    }
  /** For shapes that contain themselves. */
  | { readonly kind: 'later'; readonly shape: () => Shape }

export interface StringShape {
  readonly kind: 'string'
  readonly min?: number
  readonly words?: readonly string[]
  /** Must run in time linear in the text. */
  readonly test?: (text: string) => boolean
  readonly what?: string
}

export interface ObjectShape {
  readonly kind: 'object'
  readonly required?: Readonly<Record<string, Shape>>
  readonly optional?: Readonly<Record<string, Shape>>
  readonly minMembers?: number
  readonly maxMembers?: number
  /** At least one of them must be there. */
  readonly anyOf?: readonly string[]
  /** No members beyond `required` and `optional`. */
  readonly closed?: boolean
}
