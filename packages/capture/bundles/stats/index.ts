// SPDX-License-Identifier: Apache-2.0
import { isEsbuildMetafile, readEsbuild } from './esbuild.ts'
import { isRollupBundle, readRollup } from './rollup.ts'
import { isSourceMap, readSourceMap } from './source-map.ts'
import type { BundleStats } from './stats.ts'
import { isVisualizer, readVisualizer } from './visualizer.ts'
import { isWebpackStats, readWebpack } from './webpack.ts'

export type StatsFormat = 'esbuild' | 'rollup' | 'visualizer' | 'webpack' | 'source-map'

/** Whose stats a JSON value is; undefined if it is nobody's. */
export function statsFormat(value: unknown): StatsFormat | undefined {
  return FORMATS.find(({ is }) => is(value))?.format
}

/**
 * What a bundler's stats say, whoever wrote them. Pure.
 *
 * @param value the parsed JSON
 * @param output of a source map: the file that it belongs to
 */
export function readStats(value: unknown, output = ''): BundleStats | undefined {
  return FORMATS.find(({ is }) => is(value))?.read(value, output)
}

const FORMATS: readonly {
  readonly format: StatsFormat
  readonly is: (value: unknown) => boolean
  readonly read: (value: unknown, output: string) => BundleStats
}[] = [
  { format: 'rollup', is: isRollupBundle, read: readRollup },
  { format: 'esbuild', is: isEsbuildMetafile, read: readEsbuild },
  { format: 'visualizer', is: isVisualizer, read: readVisualizer },
  { format: 'source-map', is: isSourceMap, read: readSourceMap },
  { format: 'webpack', is: isWebpackStats, read: readWebpack },
]

export type { BundleStats, Bundler, ModuleStats, OutputPart, OutputStats } from './stats.ts'
