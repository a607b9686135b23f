// SPDX-License-Identifier: Apache-2.0
export {
  fileBytes,
  fileSink,
  memoryBytes,
  memorySink,
  type ByteSink,
  type ByteSource,
} from './bytes.ts'
export { createRows, openRows } from './columns.ts'
export type { PublishedRecord } from './layout.ts'
export { openSegment, type Segment } from './reader.ts'
export { createSegmentWriter, type SegmentSummary, type SegmentWriter } from './writer.ts'
