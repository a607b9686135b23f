// SPDX-License-Identifier: Apache-2.0
export { createApp, type AppOptions } from './app.ts'
export { describeApi } from './openapi.ts'
export { rateLimit, type RateLimitOptions } from './rate-limit.ts'
export { hubRoute, type Caller, type HubEnv, type HubRoute, type RouteAccess } from './route.ts'
export { jsonBody, jsonOf } from './shapes.ts'
