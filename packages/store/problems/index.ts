// SPDX-License-Identifier: Apache-2.0
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

export type Problem = RowOf<'problem'>

/** Says that something is wrong. Reported again under the same key it is the same problem, with its last words. */
export async function reportProblem(
  db: Db,
  problem: {
    readonly organisation?: number
    /** `feed:osv-go`, `document:<sha256>`, `disk` */
    readonly key: string
    readonly severity: Problem['severity']
    readonly title: string
    readonly detail: string
    readonly at: string
  },
): Promise<void> {
  const said = {
    severity: problem.severity,
    title: keyText(problem.title),
    detail: plainText(problem.detail).slice(0, 10_000),
    last_at: problem.at,
  }
  await db
    .insertInto('problem')
    .values({
      organisation_id: problem.organisation ?? null,
      key: keyText(problem.key),
      since: problem.at,
      ...said,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'key'])
        .where('solved_at', 'is', null)
        .doUpdateSet((eb) => ({ ...said, count: eb('problem.count', '+', 1) })),
    )
    .execute()
}

/** False: nothing of this key was wrong. */
export async function solveProblem(
  db: Db,
  {
    organisation,
    key,
    at,
  }: { readonly organisation?: number; readonly key: string; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('problem')
    .set({ solved_at: at })
    .where('organisation_id', 'is not distinct from', organisation ?? null)
    .where('key', '=', keyText(key))
    .where('solved_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Solves what nobody has reported since an instant, or what was reported by a clock that was ahead of `until`. */
export async function solveSilent(
  db: Db,
  silent: {
    readonly key: string
    readonly since: string
    readonly until?: string
    readonly at: string
  },
): Promise<void> {
  await db
    .updateTable('problem')
    .set({ solved_at: silent.at })
    .where('key', '=', keyText(silent.key))
    .where('solved_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('last_at', '<', silent.since),
        ...(silent.until === undefined ? [] : [eb('last_at', '>', silent.until)]),
      ]),
    )
    .execute()
}

/** What is wrong with an organisation and with the whole installation, errors first, the last first. */
export async function problems(
  db: Db,
  {
    organisation,
    withSolved = false,
    limit,
  }: { readonly organisation?: number; readonly withSolved?: boolean; readonly limit: number },
): Promise<readonly Problem[]> {
  return db
    .selectFrom('problem')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('organisation_id', 'is', null),
        ...(organisation === undefined ? [] : [eb('organisation_id', '=', organisation)]),
      ]),
    )
    .$if(!withSolved, (query) => query.where('solved_at', 'is', null))
    .orderBy('severity')
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
