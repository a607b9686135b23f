// SPDX-License-Identifier: Apache-2.0
import { setting, settingOnce } from '@headwater/store/settings'
import type { Hub } from '../http/hub.ts'
import { createSealing, isSealed, SEALING_KEY_BYTES, type Sealing } from './seal.ts'

/** Who seals: a hub, as far as that matters. */
export type Sealer = Pick<Hub, 'store' | 'random' | 'sealingKey'>

const KEY = 'sealing-key'
const known = new WeakMap<object, Promise<Sealing>>()

/**
 * What this installation seals with: the key that its operator gave (`HEADWATER_SEALING_KEY`), the same for all of its processes.
 * Without one it makes one and keeps it in the database; what is sealed is then no safer than the database and its backups.
 */
export function sealingOf({ store, random, sealingKey }: Sealer): Promise<Sealing> {
  const { db, now } = store
  let sealing = known.get(db)
  if (sealing === undefined) {
    sealing =
      sealingKey === undefined
        ? settingOnce<string>(db, {
            key: KEY,
            value: Buffer.from(random(SEALING_KEY_BYTES)).toString('base64'),
            at: now(),
          }).then((text) => createSealing(Buffer.from(text, 'base64')))
        : Promise.resolve(createSealing(sealingKey))
    known.set(db, sealing)
    // a database that was away for a moment is asked again
    sealing.catch(() => known.delete(db))
  }
  return sealing
}

/**
 * What is to stand in the place of a kept secret: one from before secrets of its kind were sealed, or from before the operator gave a key, is
 * sealed with the present one. Undefined: it is well, or of a key that nobody has.
 */
export async function resealed(
  sealer: Sealer,
  kept: string,
  purpose: string,
): Promise<string | undefined> {
  const sealing = await sealingOf(sealer)
  if (!isSealed(kept)) return sealing.seal(kept, purpose)
  if (sealing.open(kept, purpose) !== undefined) return undefined
  const before = await setting<string>(sealer.store.db, { key: KEY })
  if (before === undefined) return undefined
  const text = createSealing(Buffer.from(before, 'base64')).open(kept, purpose)
  return text === undefined ? undefined : sealing.seal(text, purpose)
}
