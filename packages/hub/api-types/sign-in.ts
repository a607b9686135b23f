// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { RoleName } from './account.ts'
import { Id, Name } from './common.ts'

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}\.)*[a-z0-9-]{1,63}$/)
  .max(253)
const Scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)

const settings = {
  name: Name.openapi({ description: 'What stands on the button' }),
  issuer: z.url().max(500),
  clientId: z.string().min(1).max(500),
  scopes: z
    .array(Scope)
    .max(20)
    .default(['openid', 'email', 'profile'])
    .openapi({ description: '`openid` is asked for in any case' }),
  emailDomains: z
    .array(Domain)
    .max(100)
    .default([])
    .openapi({ description: 'Only addresses of these; none: of any' }),
  groupClaim: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: 'Which claim names groups: `groups`, `realm_access.roles`' }),
  groupRoles: z
    .array(z.object({ group: z.string().min(1).max(500), role: RoleName, product: Id.optional() }))
    .max(500)
    .default([])
    .openapi({
      description:
        'Roles named here follow the groups at each sign-in; roles that were given by hand and are not named here stay',
    }),
  admits: z
    .enum(['invited', 'anyone'])
    .default('invited')
    .openapi({ description: 'Whether who has no account gets one, if any role is theirs' }),
  defaultRole: RoleName.optional().openapi({
    description: 'Of who is let in and whose groups say nothing',
  }),
  enabled: z.boolean().default(true),
}

export const SignInProvider = z
  .object({
    id: Id,
    ...settings,
    hasSecret: z.boolean(),
    callback: z.url().openapi({ description: 'To be registered with the provider' }),
  })
  .openapi('SignInProvider')

export const SignInProviderSettings = z
  .object({
    ...settings,
    clientSecret: z
      .string()
      .min(1)
      .max(2_000)
      .nullable()
      .optional()
      .openapi({ description: 'Kept sealed and never shown; left out: stays; null: none' }),
  })
  .openapi('SignInProviderSettings')

export const SignInChoices = z
  .object({
    items: z.array(
      z.object({
        id: Id,
        name: Name,
        start: z.string().openapi({ description: 'Go there; `?to=` is where one comes out' }),
      }),
    ),
  })
  .openapi('SignInChoices')
