// SPDX-License-Identifier: Apache-2.0

/**
 * Everything that a request can be refused for, in one table (RFC 9457). `title` never changes for a code; what happened stands in
 * `detail`, what to do in `hint`.
 */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request cannot be understood' },
  unauthenticated: { status: 401, title: 'Sign in, or send a token' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'csrf-failed': { status: 403, title: 'The request did not come from this hub' },
  'not-found': { status: 404, title: 'There is no such thing, or you may not see it' },
  'method-not-allowed': { status: 405, title: 'The address does not know this method' },
  conflict: { status: 409, title: 'It was changed by somebody else, or exists already' },
  'key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'precondition-failed': { status: 412, title: 'It was changed since you read it' },
  'precondition-required': { status: 428, title: 'Say which version you are changing (If-Match)' },
  'too-large': { status: 413, title: 'Larger than this hub takes' },
  'unsupported-media-type': { status: 415, title: 'This hub does not read that type' },
  'unreadable-document': { status: 422, title: 'The document cannot be read' },
  invalid: { status: 422, title: 'Some values are not allowed' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed in the hub' },
  'checksum-mismatch': { status: 460, title: 'What arrived is not what was sent' },
  'quota-exceeded': { status: 429, title: 'More is on its way than the organisation may send' },
  unavailable: { status: 503, title: 'The hub cannot do this now' },
  'out-of-space': { status: 507, title: 'The hub has no room left' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>

export type ProblemCode = keyof typeof PROBLEMS

/** One value of a request that is wrong, by JSON Pointer into the body or by the name of a parameter. */
export interface Fault {
  readonly at: string
  readonly message: string
}

export interface ProblemDetails {
  readonly detail?: string
  readonly hint?: string
  readonly faults?: readonly Fault[]
  readonly retryAfterSeconds?: number
}

/** Thrown anywhere below a route; answered as `application/problem+json` in one place. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(details.detail ?? PROBLEMS[code].title, options)
    this.code = code
    this.details = details
  }
}

/** The body of the answer. `instance` is the request's id, which the log carries too. */
export function problemBody({ code, details }: Problem, instance: string): object {
  const { status, title } = PROBLEMS[code]
  const { detail, hint, faults } = details
  return {
    type: `/problems/${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    ...(faults === undefined ? {} : { faults }),
    instance: `urn:request:${instance}`,
  }
}
