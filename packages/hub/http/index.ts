// SPDX-License-Identifier: Apache-2.0
export { createApp, type AppOptions } from './app.ts'
export { rateLimit, type RateLimitOptions } from './rate-limit.ts'
export type { HubEnv, HubRoute, RouteAccess } from './route.ts'
