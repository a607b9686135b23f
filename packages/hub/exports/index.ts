// SPDX-License-Identifier: Apache-2.0
export { serveMetrics, type MetricsServer } from './metrics.ts'
