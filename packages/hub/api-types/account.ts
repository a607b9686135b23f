// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'
import { ACTIONS, ROLES, type Role } from '../access/index.ts'
import { Id, Instant, Name } from './common.ts'

const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]]
export const RoleName = z.enum(ROLE_NAMES)
export const Grant = z.object({ role: RoleName, product: Id.optional() }).openapi('Grant')
export const Email = z.email().max(254)

export const Me = z
  .object({
    user: z.object({ id: Id, name: Name, email: Email }),
    organisation: z.object({ id: Id, name: Name }),
    grants: z.array(Grant),
    lastSeenAt: Instant.optional(),
    mustSetPassword: z.boolean(),
    operates: z.boolean().openapi({
      description: 'Whether you may change what all organisations of the installation share: feeds',
    }),
  })
  .openapi('Me')

export const SignIn = z
  .union([
    z.object({ email: Email, password: z.string().min(1).max(1_024) }),
    z.object({ link: z.string().max(100) }),
  ])
  .openapi('SignIn')

export const Person = z
  .object({
    id: Id,
    name: Name,
    email: Email,
    grants: z.array(Grant),
    signsInBy: z.enum(['password', 'oidc', 'link']),
    lastSeenAt: Instant.optional(),
    disabled: z.boolean(),
  })
  .openapi('Person')

export const Session = z
  .object({ id: Id, createdAt: Instant, seenAt: Instant, agent: z.string(), current: z.boolean() })
  .openapi('Session')

export const Token = z
  .object({
    id: Id,
    name: Name,
    hint: z.string(),
    owner: Id,
    product: Id.optional().openapi({ description: 'It is of use for this product only' }),
    scopes: z.array(z.enum(ACTIONS)),
    createdAt: Instant,
    expiresAt: Instant,
    usedAt: Instant.optional(),
  })
  .openapi('Token')
export const NewToken = z
  .object({
    name: Name,
    scopes: z.array(z.enum(ACTIONS)).min(1),
    product: Id.optional(),
    days: z.int().min(1).max(366),
  })
  .openapi('NewToken')
