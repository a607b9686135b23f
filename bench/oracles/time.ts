// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { bringTreeTo } from './source.ts'
import type { Command, Configuration, Project } from './project.ts'
import { placesOf, run, workspace } from './workspace.ts'

export interface Timed {
  readonly project: string
  readonly configuration: string
  readonly build: Cost
  readonly capture: Cost
  /** The same again: what was read before is still in memory, as far as the machine keeps it. */
  readonly again: Cost
  /** Load of the machine over the last minute, before and after. */
  readonly load: readonly [number, number]
}

/** Seconds: by the clock, and of the processor in all processes. */
export interface Cost {
  readonly wall: number
  readonly processor: number
}

/** Builds a configuration from nothing (configuring is not counted), then captures it twice with the program that users run. */
export async function time(
  project: Project,
  configuration: Configuration,
  cli: string,
): Promise<Timed> {
  const places = placesOf(project, configuration.name, 'timed')
  await bringTreeTo(project, places.tree, 0)
  rmSync(places.build, { recursive: true, force: true })
  for (const command of configuration.configure(places)) await run(command)
  const before = loadavg()[0] ?? NaN
  const build = await cost(configuration.build(places))
  const out = join(workspace, project.name, 'timed', 'documents')
  const argv = [process.execPath, cli, 'capture', places.build, '--out', out]
  // A capture that names gaps ends with 5, and has done its work.
  const capture = await cost({ argv, directory: places.build }, [0, 5])
  const again = await cost({ argv, directory: places.build }, [0, 5])
  return {
    project: project.name,
    configuration: configuration.name,
    build,
    capture,
    again,
    load: [before, loadavg()[0] ?? NaN],
  }
}

async function cost(command: Command, accept: readonly number[] = [0]): Promise<Cost> {
  const argv = ['/usr/bin/env', 'time', '-f', 'COST %e %U %S', ...command.argv]
  const { errors } = await run({ ...command, argv }, (code) => accept.includes(code))
  const [, wall, user, system] = /COST (\S+) (\S+) (\S+)\n$/.exec(errors) ?? []
  return { wall: Number(wall), processor: Number(user) + Number(system) }
}
