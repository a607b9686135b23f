// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { openStore } from './index.ts'

/** Writes rows, each acknowledged on its standard output once its transaction is, until it is killed. */
const WRITER = `
import { randomBytes } from 'node:crypto'
import { openStore } from '${new URL('./index.ts', import.meta.url).href}'
import { createOrganisation } from '${new URL('../portfolio/index.ts', import.meta.url).href}'
const directory = process.argv.at(-1)
const { db, newId, now } = await openStore({ kind: 'embedded', directory }, { now: () => new Date(), random: randomBytes })
for (;;) {
  const { id } = await createOrganisation(db, { publicId: newId(), name: 'x', at: now() })
  process.stdout.write(id + '\\n')
}
`

it('loses nothing that was acknowledged when its process is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-kill-'))
  const directory = join(folder, 'data')
  const acknowledged: number[] = []
  try {
    for (const rows of [1, 37]) {
      const tsx = import.meta.resolve('tsx')
      const argv = [
        '--conditions=source',
        '--import',
        tsx,
        '--input-type=module',
        '-e',
        WRITER,
        directory,
      ]
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(child, 'exit')
      let count = 0
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged.push(Number(line))
        if (++count === rows) child.kill('SIGKILL')
      }
      await ended
    }
    const store = await openStore(
      { kind: 'embedded', directory },
      { now: () => new Date(), random: randomBytes },
    )
    const kept = await store.db.selectFrom('organisation').select('id').execute()
    await store.close()
    expect(acknowledged.length).toBeGreaterThanOrEqual(38)
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
