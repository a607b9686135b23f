// SPDX-License-Identifier: Apache-2.0
import { settingOnce } from '@headwater/store/settings'
import type { Hub } from '../http/hub.ts'
import { createSealing, SEALING_KEY_BYTES, type Sealing } from './seal.ts'

const KEY = 'sealing-key'
const known = new WeakMap<object, Promise<Sealing>>()

/**
 * What this installation seals with: the key that its operator gave (`HEADWATER_SEALING_KEY`), the same for all of its processes.
 * Without one it makes one and keeps it in the database; what is sealed is then no safer than the database and its backups.
 */
export function sealingOf({ store, random, sealingKey }: Hub): Promise<Sealing> {
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
