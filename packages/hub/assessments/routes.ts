// SPDX-License-Identifier: Apache-2.0
import type { Hub } from '../http/hub.ts'
import type { HubRoute } from '../http/index.ts'
import { giveRoutes } from './give.ts'
import { listRoutes } from './list.ts'
import { reviewRoutes } from './review.ts'

/** People's verdicts: given with a reason, approved by a second pair of eyes where a policy asks for it, withdrawn. */
export function assessmentRoutes(hub: Hub): readonly HubRoute[] {
  return [...listRoutes(hub), ...giveRoutes(hub), ...reviewRoutes(hub)]
}
