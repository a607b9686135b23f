// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, type Db } from '../schema/index.ts'

/** A setting of an organisation, or of the whole installation where none is given. */
export interface SettingKey {
  readonly organisation?: number
  readonly key: string
}

export async function setting<T>(
  db: Db,
  { organisation, key }: SettingKey,
): Promise<T | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .where('key', '=', keyText(key))
    .executeTakeFirst()
  return row?.value as T | undefined
}

export async function settings(
  db: Db,
  organisation?: number,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await db
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .orderBy('key')
    .execute()
  return Object.assign(
    Object.create(null) as Record<string, unknown>,
    Object.fromEntries(rows.map(({ key, value }) => [key, value])),
  )
}

export async function saveSetting(
  db: Db,
  setting: SettingKey & { readonly value: unknown; readonly by?: number; readonly at: string },
): Promise<void> {
  const row = {
    value: jsonText(setting.value),
    changed_by: setting.by ?? null,
    changed_at: setting.at,
  }
  await db
    .insertInto('setting')
    .values({ organisation_id: setting.organisation ?? null, key: keyText(setting.key), ...row })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doUpdateSet(row))
    .execute()
}
