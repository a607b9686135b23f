// SPDX-License-Identifier: Apache-2.0
import { UnreadableDocuments } from '@headwater/check/documents'
import { LimitError } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/documents'
import type { Hub } from '../http/hub.ts'
import { judgeRelease } from '../judgement/index.ts'
import { JUDGE_RELEASE, type Handler } from '../work/index.ts'

/** What is done for each kind of job. */
export function allHandlers(hub: Hub): Readonly<Record<string, Handler>> {
  return {
    [JUDGE_RELEASE]: async (payload) => {
      const { release, cause } = payload as { readonly release: number; readonly cause: unknown }
      await judgeRelease(hub.store, release, cause, { limits: hub.limits, version: hub.version })
    },
  }
}

/** A document that cannot be read will not be readable later. */
export function isFinalFailure(error: unknown): boolean {
  return (
    error instanceof UnreadableDocuments ||
    error instanceof IntakeError ||
    error instanceof LimitError
  )
}
