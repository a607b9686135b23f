// SPDX-License-Identifier: Apache-2.0
import { accountRoutes } from '../accounts/routes.ts'
import { assessmentRoutes } from '../assessments/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import { bomRoutes } from '../bom/routes.ts'
import { buildRoutes } from '../builds/routes.ts'
import { catalogueRoutes } from '../catalogue/routes.ts'
import { comparisonRoutes } from '../comparison/routes.ts'
import { deploymentRoutes } from '../deployments/routes.ts'
import { driftRoutes } from '../drift/routes.ts'
import { exportRoutes } from '../exports/routes.ts'
import { feedRoutes } from '../feeds/routes.ts'
import { findingRoutes } from '../findings/routes.ts'
import { healthRoutes } from '../health/routes.ts'
import type { Hub } from '../http/hub.ts'
import type { HubRoute } from '../http/index.ts'
import { jobRoutes } from '../jobs/routes.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { overlayRoutes } from '../overlays/routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { policyRoutes } from '../policies/routes.ts'
import { portfolioRoutes } from '../portfolio/routes.ts'
import { releaseRoutes } from '../releases/routes.ts'
import { providerRoutes, signInRoutes } from '../sign-in/index.ts'
import { todayRoutes } from '../today/routes.ts'
import { tokenRoutes } from '../tokens/routes.ts'
import { triageRoutes } from '../triage/routes.ts'
import { uploadRoutes } from '../uploads/routes.ts'

/** Everything that the hub answers to. What is not in this list is not there. */
export function allRoutes(hub: Hub): readonly HubRoute[] {
  return [
    ...healthRoutes(hub),
    ...jobRoutes(hub),
    ...accountRoutes(hub),
    ...signInRoutes(hub),
    ...providerRoutes(hub),
    ...todayRoutes(hub),
    ...portfolioRoutes(hub),
    ...releaseRoutes(hub),
    ...uploadRoutes(hub),
    ...buildRoutes(hub),
    ...deploymentRoutes(hub),
    ...driftRoutes(hub),
    ...overlayRoutes(hub),
    ...findingRoutes(hub),
    ...assessmentRoutes(hub),
    ...triageRoutes(hub),
    ...policyRoutes(hub),
    ...catalogueRoutes(hub),
    ...comparisonRoutes(hub),
    ...bomRoutes(hub),
    ...exportRoutes(hub),
    ...feedRoutes(hub),
    ...notificationRoutes(hub),
    ...peopleRoutes(hub),
    ...tokenRoutes(hub),
    ...auditRoutes(hub),
  ]
}
