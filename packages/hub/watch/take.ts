// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import {
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  unlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { appendAudit } from '@headwater/store/audit'
import { createProduct, createRelease } from '@headwater/store/portfolio'
import type { Store } from '@headwater/store/open'
import { inTransaction } from '@headwater/store/transactions'
import { receiveDocument, spooled } from '../documents/index.ts'
import { recognise } from '../documents/recognise.ts'
import type { Hub } from '../http/hub.ts'
import { Problem } from '../problem/index.ts'
import { DONE, ERROR_SUFFIX, stateOf, type WatchedFile } from './find.ts'

const ACTOR = 'watched-folder'

/** Its file is not what was found: it changed, went away, or leads elsewhere. Nothing is done with it now. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged'
}

/**
 * Keeps a file as a document of its release, which is made where it is not there, and puts the file away.
 * @throws FileChanged; Problem where the document is refused; StoreError where the database is away
 */
export async function takeFile(hub: Hub, file: WatchedFile, organisation: number): Promise<void> {
  const handle = await openExactly(file)
  try {
    await spooled(
      Readable.toWeb(handle.createReadStream({ autoClose: false })) as ReadableStream<Uint8Array>,
      { limit: hub.maxUpload },
      async (spool) => {
        if (stateOf(await handle.stat({ bigint: true })) !== file.state) throw changed(file)
        await receiveDocument(
          hub.store,
          spool,
          {
            organisation,
            release: await releaseFor(hub, organisation, file, spool.path),
            fileName: file.name,
            ...(file.lane === undefined ? {} : { lane: file.lane }),
            method: 'watched folder',
            actor: ACTOR,
          },
          hub.limits,
        )
      },
    )
  } finally {
    await handle.close().catch(() => undefined)
  }
  await putAway(file)
}

/**
 * The very file that was found: not what a link leads to, also not one that a folder above became meanwhile, and no second name of a
 * file that stands elsewhere.
 */
async function openExactly(file: WatchedFile): Promise<FileHandle> {
  const handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(
    (cause: unknown) => {
      throw new FileChanged(`${file.name} cannot be opened`, { cause })
    },
  )
  try {
    const stats = await handle.stat({ bigint: true })
    if (stats.nlink !== 1n) {
      throw new Problem('invalid', {
        detail: 'the file has another name somewhere (a hard link)',
        hint: 'copy it into the folder, and rename the copy when it is whole',
      })
    }
    const isSame = stats.isFile() && stateOf(stats) === file.state
    if (isSame && (await realpath(file.folder)) === file.folder) return handle
    throw changed(file)
  } catch (error) {
    await handle.close()
    throw error
  }
}

function changed({ name }: WatchedFile): FileChanged {
  return new FileChanged(`${name} changed while it was read, or is a link`)
}

/** Nothing is made for what is no document. */
async function releaseFor(
  { store, limits }: Hub,
  organisation: number,
  file: WatchedFile,
  path: string,
): Promise<number> {
  const known = await store.db
    .selectFrom('release as r')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('p.organisation_id', '=', organisation)
    .where('p.name', '=', file.product)
    .where('r.version', '=', file.release)
    .where('r.variant_id', 'is', null)
    .select('r.id')
    .executeTakeFirst()
  if (known !== undefined) return known.id
  await recognise(path, limits)
  return releaseOf(store, organisation, file)
}

async function releaseOf(
  { db, newId, now }: Store,
  organisation: number,
  { product: name, release: version }: WatchedFile,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const at = now()
    const told = { organisation, at, actor: ACTOR }
    let product = await trx
      .selectFrom('product')
      .select('id')
      .where('organisation_id', '=', organisation)
      .where('name', '=', name)
      .executeTakeFirst()
    if (product === undefined) {
      const publicId = newId()
      product = await createProduct(trx, { publicId, organisation, name, at })
      const subject = `product:${publicId}`
      await appendAudit(trx, { ...told, action: 'product.create', subject, detail: { name } })
    }
    const known = await trx
      .selectFrom('release')
      .select('id')
      .where('product_id', '=', product.id)
      .where('version', '=', version)
      .where('variant_id', 'is', null)
      .executeTakeFirst()
    if (known !== undefined) return known.id
    const publicId = newId()
    const made = await createRelease(trx, {
      publicId,
      organisation,
      product: product.id,
      version,
      at,
    })
    const subject = `release:${publicId}`
    const detail = { product: name, name: version }
    await appendAudit(trx, { ...told, action: 'release.create', subject, detail })
    return made.id
  })
}

/** Into `done` beside it. One of the same name that stands there already is kept under a name of its own. */
async function putAway({ folder, path, name }: WatchedFile): Promise<void> {
  const done = join(folder, DONE)
  await mkdir(done).catch(() => undefined)
  if (!(await lstat(done)).isDirectory()) throw new FileChanged(`${DONE} is no folder`)
  const target = join(done, name)
  const isTaken = (await lstat(target).catch(() => undefined)) !== undefined
  await rename(path, isTaken ? join(done, `${randomUUID().slice(0, 8)}-${name}`) : target)
  await unlink(`${path}${ERROR_SUFFIX}`).catch(() => undefined)
}

/** Says beside a file why it was refused. Written anew and then named, so that a link of that name leads nowhere. */
export async function noteRefusal({ folder, path }: WatchedFile, text: string): Promise<void> {
  const draft = join(folder, `.${randomUUID()}.tmp`)
  await writeFile(draft, text, { flag: 'wx', mode: 0o644 })
  await rename(draft, `${path}${ERROR_SUFFIX}`)
}
