// SPDX-License-Identifier: Apache-2.0
export { serveHub, workHub, type ServeOptions, type Serving } from './serve.ts'
export type { ProcessOptions } from './options.ts'
