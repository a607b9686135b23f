// SPDX-License-Identifier: Apache-2.0
import type { Agent } from '../pivot.ts'
import type { Draft } from '../writing.ts'
import type { Frame3 } from './frame.ts'

/** People, organizations and tools as elements, each once. */
export interface AgentWriter {
  idOf(agent: Agent): string
  toolOf(tool: Agent): string
}

export function createAgentWriter({
  graph,
  names,
  base,
}: Pick<Frame3, 'graph' | 'names' | 'base'>): AgentWriter {
  const known = new Map<string, string>()

  function write(agent: Agent, type: string): string {
    const { name, email, url, version } = agent
    const key = JSON.stringify([type, name, email, url, version])
    let id = known.get(key)
    if (id === undefined) {
      id = names.fresh(`${base}#${type === 'Tool' ? 'tool' : 'agent'}-${slugOf(name)}`)
      known.set(key, id)
      const node: Draft = {
        type,
        spdxId: id,
        creationInfo: '_:creationInfo',
        name: version === undefined ? name : `${name}-${version}`,
        ...(email !== undefined && {
          externalIdentifier: [
            { type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: email },
          ],
        }),
        ...(url !== undefined && {
          externalRef: [{ type: 'ExternalRef', externalRefType: 'altWebPage', locator: [url] }],
        }),
      }
      graph.push(node)
    }
    return id
  }

  return {
    idOf: (agent) => write(agent, CLASSES[agent.kind]),
    toolOf: (tool) => write(tool, 'Tool'),
  }
}

const CLASSES: Readonly<Record<Agent['kind'], string>> = {
  person: 'Person',
  organization: 'Organization',
  software: 'SoftwareAgent',
  agent: 'Agent',
}

export function slugOf(text: string): string {
  const slug = text
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' ? 'unnamed' : slug
}
