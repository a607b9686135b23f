// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createProvider, providers } from '@headwater/store/accounts'
import { createWebhook, allWebhooks } from '@headwater/store/notifications'
import { saveSetting } from '@headwater/store/settings'
import { onEveryDatabase } from '@headwater/store/testing'
import { keptMailServer, MAIL_SERVER, webhookSecret } from '../notifications/sealed.ts'
import { createSealing } from '../secrets/seal.ts'
import { sealingOf } from '../secrets/sealing.ts'
import { secretPurpose } from '../sign-in/index.ts'
import { givenOrganisation } from '../testing/index.ts'
import { sealWhatIsKept } from './seal-kept.ts'

onEveryDatabase((store) => {
  it('seals what was kept in clear, and all of it anew once the operator gives a key', async () => {
    const { db, newId, now } = store()
    const { id: organisation } = await givenOrganisation(store(), 'Acme')
    const at = now()
    await createWebhook(db, {
      publicId: newId(),
      organisation,
      name: 'old',
      url: 'https://hooks.example',
      secret: 'whsec_in-clear',
      events: [],
      at,
    })
    const server = { url: 'smtps://ada:in-clear@mail.example:465', from: 'hub@x.example' }
    await saveSetting(db, { key: MAIL_SERVER, value: server, at })
    const own = { store: store(), random: randomBytes }
    const publicId = newId()
    const { seal } = await sealingOf(own)
    await createProvider(db, {
      publicId,
      organisation,
      name: 'id',
      issuer: 'https://id.example',
      clientId: 'x',
      clientSecret: seal('in-clear', secretPurpose(publicId)),
      scopes: [],
      emailDomains: [],
      groupClaim: null,
      groupRoles: [],
      admits: 'invited',
      defaultRole: null,
      isEnabled: true,
      at,
    })
    const kept = async () =>
      JSON.stringify([
        await allWebhooks(db),
        await db
          .selectFrom('setting')
          .select(['key', 'value'])
          .where('key', '=', MAIL_SERVER)
          .execute(),
        await providers(db),
      ])

    await sealWhatIsKept(own)
    const first = await kept()
    expect(first).not.toContain('in-clear')
    await sealWhatIsKept(own)
    expect(await kept()).toBe(first)
    expect(await keptMailServer(own)).toEqual(server)

    // another process, which was given a key
    const sealingKey = randomBytes(32)
    const again = {
      store: { ...store(), db: db.withoutPlugins() },
      random: randomBytes,
      sealingKey,
    }
    await sealWhatIsKept(again)
    const [webhook] = await allWebhooks(db)
    const [provider] = await providers(db)
    const { open } = createSealing(sealingKey)
    expect(open(provider?.client_secret ?? '', secretPurpose(publicId))).toBe('in-clear')
    if (webhook === undefined) throw new Error('there is no webhook')
    expect(await webhookSecret(again, webhook)).toBe('whsec_in-clear')
    expect(await webhookSecret(own, webhook)).toBeUndefined()
    expect(await keptMailServer(again)).toEqual(server)
    expect(await keptMailServer(own)).toBe('lost')
  })
})
