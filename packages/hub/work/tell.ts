// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@headwater/store/jobs'
import { reportProblem, solveProblem } from '@headwater/store/problems'
import type { Db } from '@headwater/store/schema'
import {
  EXPIRE_ASSESSMENTS,
  IMPORT_FEED,
  JUDGE_COMPONENTS,
  JUDGE_RELEASE,
  MATCH_COMPONENTS,
  RUN_RULES,
  SEND_DELIVERY,
} from './kinds.ts'

type ToldJob = Pick<
  Claim,
  'id' | 'kind' | 'payload' | 'dedupe_key' | 'organisation_id' | 'attempts'
>

/** Says on the page of settings that a job was given up, and what does not happen for that reason. */
export async function tellOfDeadJob(
  db: Db,
  job: ToldJob,
  { error, at }: { readonly error: string; readonly at: string },
): Promise<void> {
  await reportProblem(db, {
    ...(job.organisation_id === null ? {} : { organisation: job.organisation_id }),
    key: keyOf(job),
    severity: 'error',
    title: await titleOf(db, job),
    detail: `${error}. It was given up after ${job.attempts} attempts${job.kind === JUDGE_RELEASE ? '; what was judged before still stands, and a new document starts it again' : ''}.`,
    at,
  })
}

/** It works again: the same job, or a later one of its key. */
export async function tellOfDoneJob(db: Db, job: ToldJob, at: string): Promise<void> {
  await solveProblem(db, {
    ...(job.organisation_id === null ? {} : { organisation: job.organisation_id }),
    key: keyOf(job),
    at,
  })
}

function keyOf({ id, kind, dedupe_key }: ToldJob): string {
  return `job:${kind}:${dedupe_key ?? id}`
}

const TITLES: Readonly<Record<string, string>> = {
  [IMPORT_FEED]: 'A feed could not be imported',
  [MATCH_COMPONENTS]: 'Components could not be matched with the advisories',
  [JUDGE_COMPONENTS]: 'What has certain components could not be judged again',
  [EXPIRE_ASSESSMENTS]: 'Assessments that ran out could not be ended',
  [RUN_RULES]: 'The notification rules could not be run',
  [SEND_DELIVERY]: 'A notification could not be sent',
}

async function titleOf(db: Db, { kind, payload }: ToldJob): Promise<string> {
  if (kind !== JUDGE_RELEASE) return TITLES[kind] ?? `The job ${kind} could not be done`
  const { release } = payload as { readonly release: number }
  const row = await db
    .selectFrom('release as r')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('r.id', '=', release)
    .select(['p.name', 'r.version'])
    .executeTakeFirst()
  return `The release ${row === undefined ? '' : `${row.name} ${row.version} `}could not be judged`
}
