// SPDX-License-Identifier: Apache-2.0
import { linux } from './oracles/projects/linux.ts'
import { time, type Cost } from './oracles/time.ts'

/**
 * A kernel (tinyconfig of Debian's linux-source, which apt-get fetches into `HEADWATER_ORACLES`) is built from nothing and captured
 * twice, the first time right after its build.
 */
export async function measureCapture(cli: string, say: (line: string) => void): Promise<void> {
  const [configuration] = linux.configurations
  if (configuration === undefined) return
  const { build, capture, again, load } = await time(linux, configuration, cli)
  const line = (what: string, cost: Cost): void => {
    const percent = (pick: (each: Cost) => number): string =>
      `${((100 * pick(cost)) / pick(build)).toFixed(1)} %`
    say(
      `${what}: processor ${percent(({ processor }) => processor)}, wall ${percent(({ wall }) => wall)} of the build (goal 10 %); ${text(cost)} against ${text(build)}`,
    )
  }
  line('capture of a kernel right after its build', capture)
  line('  and again', again)
  say(`  load of the machine ${load.map((each) => each.toFixed(1)).join(' to ')}`)
}

function text({ wall, processor }: Cost): string {
  return `${wall.toFixed(1)} s wall, ${processor.toFixed(1)} s of processor`
}
