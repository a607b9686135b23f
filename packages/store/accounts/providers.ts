// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, plainText, type Db, type RowOf } from '../schema/index.ts'
import type { Role } from './grants.ts'

type Row = RowOf<'oidc_provider'>

/** What a group of the provider's is worth here. */
export interface GroupRole {
  readonly group: string
  readonly role: Role
  /** Of one product only. */
  readonly product?: number
}

/** A provider of OpenID Connect that may vouch for people of an organisation. */
export type Provider = Omit<Row, 'group_roles'> & { readonly group_roles: readonly GroupRole[] }

export interface ProviderSettings {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** Sealed; null: a public client. */
  readonly clientSecret: string | null
  readonly scopes: readonly string[]
  readonly emailDomains: readonly string[]
  readonly groupClaim: string | null
  readonly groupRoles: readonly GroupRole[]
  readonly admits: Row['admits']
  readonly defaultRole: Role | null
  readonly isEnabled: boolean
}

/** @throws StoreError `CONFLICT` where the organisation has one of this name */
export async function createProvider(
  db: Db,
  provider: ProviderSettings & {
    readonly publicId: string
    readonly organisation: number
    readonly by?: number
    readonly at: string
  },
): Promise<Provider> {
  const row = await db
    .insertInto('oidc_provider')
    .values({
      ...columnsOf(provider),
      public_id: provider.publicId,
      organisation_id: provider.organisation,
      created_by: provider.by ?? null,
      created_at: provider.at,
      changed_at: provider.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as Provider
}

/** @throws StoreError `CONFLICT` where the organisation has another one of this name */
export async function updateProvider(
  db: Db,
  id: number,
  settings: ProviderSettings & { readonly at: string },
): Promise<Provider> {
  const row = await db
    .updateTable('oidc_provider')
    .set({ ...columnsOf(settings), changed_at: settings.at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as Provider
}

/** Puts another sealed text of the same secret in its place, unless somebody has changed it since. */
export async function replaceClientSecret(
  db: Db,
  { id, from, to }: { readonly id: number; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('oidc_provider')
    .set({ client_secret: to })
    .where('id', '=', id)
    .where('client_secret', '=', from)
    .execute()
}

export async function deleteProvider(db: Db, id: number): Promise<void> {
  await db.deleteFrom('oidc_provider').where('id', '=', id).execute()
}

/** Of an organisation, or of all; by name. */
export async function providers(db: Db, organisation?: number): Promise<readonly Provider[]> {
  const rows = await db
    .selectFrom('oidc_provider')
    .selectAll()
    .$if(organisation !== undefined, (query) => query.where('organisation_id', '=', organisation!))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows as Provider[]
}

function columnsOf(settings: ProviderSettings) {
  return {
    name: keyText(settings.name),
    issuer: keyText(settings.issuer, 500),
    client_id: plainText(settings.clientId),
    client_secret: settings.clientSecret,
    scopes: settings.scopes,
    email_domains: settings.emailDomains,
    group_claim: settings.groupClaim,
    group_roles: jsonText(settings.groupRoles),
    admits: settings.admits,
    default_role: settings.defaultRole,
    is_enabled: settings.isEnabled,
  }
}
