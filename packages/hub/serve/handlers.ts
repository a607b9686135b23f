// SPDX-License-Identifier: Apache-2.0
import { UnreadableDocuments } from '@headwater/check/documents'
import { LimitError } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/documents'
import { importFeed, type ImportTask } from '../feeds/index.ts'
import { keepHouse } from '../health/housekeeping.ts'
import type { Hub } from '../http/hub.ts'
import { endExpired, judgeRelease, layAssessment } from '../judgement/index.ts'
import { runRules, sendDelivery } from '../notifications/index.ts'
import { judgeComponents, matchComponents } from '../rejudgement/index.ts'
import { receiveUpload } from '../uploads/receive.ts'
import {
  EXPIRE_ASSESSMENTS,
  IMPORT_FEED,
  JUDGE_COMPONENTS,
  JUDGE_RELEASE,
  KEEP_HOUSE,
  LAY_ASSESSMENT,
  MATCH_COMPONENTS,
  RECEIVE_UPLOAD,
  RUN_RULES,
  SEND_DELIVERY,
  type Handler,
} from '../work/index.ts'

/** What is done for each kind of job. */
export function allHandlers(hub: Hub): Readonly<Record<string, Handler>> {
  return {
    [JUDGE_RELEASE]: async (payload, { finish }) => {
      const { release, cause } = payload as { readonly release: number; readonly cause: unknown }
      const { store, limits, version } = hub
      await judgeRelease(store, release, cause, { limits, version, finish })
    },
    [MATCH_COMPONENTS]: async (_, { signal }) => {
      await matchComponents(hub.store, signal)
    },
    [JUDGE_COMPONENTS]: async (payload, { signal }) => {
      const { components, cause } = payload as {
        readonly components: readonly number[]
        readonly cause: unknown
      }
      await judgeComponents(hub.store, components, cause, signal)
    },
    [EXPIRE_ASSESSMENTS]: async () => {
      await endExpired(hub.store)
    },
    [KEEP_HOUSE]: async () => {
      await keepHouse(hub.store)
    },
    [LAY_ASSESSMENT]: async (payload, { signal }) => {
      await layAssessment(
        hub.store,
        (payload as { readonly assessment: number }).assessment,
        signal,
      )
    },
    [RECEIVE_UPLOAD]: async (payload) => {
      await receiveUpload(hub, (payload as { readonly upload: number }).upload)
    },
    [RUN_RULES]: async () => {
      await runRules(hub.store, hub.publicUrl)
    },
    [SEND_DELIVERY]: async (payload) => {
      await sendDelivery(hub, (payload as { readonly delivery: number }).delivery)
    },
    [IMPORT_FEED]: async (payload) => {
      await importFeed(hub.store, payload as ImportTask, {
        limits: hub.limits,
        version: hub.version,
      })
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
