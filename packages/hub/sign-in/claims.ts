// SPDX-License-Identifier: Apache-2.0

/** What a provider says of somebody, as far as it matters here. */
export interface Told {
  readonly issuer: string
  readonly subject: string
  readonly name?: string
  /** Lower case. */
  readonly email?: { readonly address: string; readonly isVerified: boolean }
  readonly groups: readonly string[]
}

type Claims = Readonly<Record<string, unknown>>

const MOST_GROUPS = 5_000
const LONGEST = 500
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,253}$/

/** @param claims of the ID token first, then of the userinfo endpoint: the first that says something is believed */
export function toldOf(
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
  claims: readonly Claims[],
  groupClaim: string | null,
): Told {
  const address = firstOf(claims, (each) => textOf(own(each, 'email')))
  const speaker = claims.find((each) => textOf(own(each, 'email')) !== undefined)
  const name = firstOf(
    claims,
    (each) => textOf(own(each, 'name')) ?? textOf(own(each, 'preferred_username')),
  )
  return {
    issuer,
    subject,
    ...(name === undefined ? {} : { name: name.slice(0, 200) }),
    ...(address === undefined || speaker === undefined || !EMAIL.test(address)
      ? {}
      : { email: { address: address.toLowerCase(), isVerified: isVerified(speaker) } }),
    groups:
      groupClaim === null
        ? []
        : (firstOf(claims, (each) => listOf(memberAt(each, groupClaim))) ?? []),
  }
}

/** Some providers write the boolean of OpenID Connect Core, section 5.1, as a text. */
function isVerified(claims: Claims): boolean {
  const said = own(claims, 'email_verified')
  return said === true || said === 'true'
}

function firstOf<T>(claims: readonly Claims[], read: (each: Claims) => T | undefined) {
  for (const each of claims) {
    const value = read(each)
    if (value !== undefined) return value
  }
  return undefined
}

/** A claim by its name, which may hold dots (`https://id.example/groups`), else by its path (`realm_access.roles`). */
function memberAt(claims: Claims, path: string): unknown {
  const whole = own(claims, path)
  if (whole !== undefined) return whole
  let at: unknown = claims
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = own(at as Claims, name)
  }
  return at
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : undefined
}

function listOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return undefined
  return value.slice(0, MOST_GROUPS).filter((each): each is string => typeof each === 'string')
}
