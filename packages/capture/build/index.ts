// SPDX-License-Identifier: Apache-2.0
export { captureBuild, type CaptureRequest, type Captured } from './capture.ts'
export type * from './model.ts'
