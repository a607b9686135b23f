// SPDX-License-Identifier: Apache-2.0
export { RECORD_NAME } from './record.ts'
export {
  WatchError,
  watchBuild,
  type WatchErrorCode,
  type WatchIo,
  type WatchOptions,
  type Watched,
} from './watch.ts'
