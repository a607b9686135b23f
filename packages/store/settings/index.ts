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

/** Keeps a value where there is none yet, and gives the one that is there then: of several who come at once, the first's. */
export async function settingOnce<T>(
  db: Db,
  { value, at, ...key }: SettingKey & { readonly value: T; readonly at: string },
): Promise<T> {
  const known = await setting<T>(db, key)
  if (known !== undefined) return known
  await db
    .insertInto('setting')
    .values({
      organisation_id: key.organisation ?? null,
      key: keyText(key.key),
      value: jsonText(value),
      changed_at: at,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doNothing())
    .execute()
  return (await setting<T>(db, key)) ?? value
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
