// SPDX-License-Identifier: Apache-2.0
import type { FindingLocation } from '../api/values.ts'

type Step = FindingLocation['files'][number]['chain'][number]

const BOX = { width: 220, height: 52, gap: 96 } as const
const LONGEST_NAME = 28

/** How a file got into the image: boxes from left to right, and the same in words for who does not see them. */
export function EvidencePicture({ chain }: { readonly chain: readonly Step[] }) {
  if (chain.length === 0) return <p className="soft">No step of it is in a build document.</p>
  const width = chain.length * BOX.width + (chain.length - 1) * BOX.gap
  return (
    <figure>
      <div className="scroll" tabIndex={0} role="group" aria-label="Chain of evidence">
        <svg
          viewBox={`0 0 ${width} ${BOX.height + 4}`}
          width={width}
          height={BOX.height + 4}
          aria-hidden="true"
        >
          {chain.map((step, i) => (
            <Box
              key={`${i} ${step.name}`}
              step={step}
              x={i * (BOX.width + BOX.gap)}
              isLast={i === chain.length - 1}
            />
          ))}
        </svg>
      </div>
      <figcaption>
        <ol>
          {chain.map(({ name, role, document, enters }, i) => (
            <li key={`${i} ${name}`}>
              <code>{name}</code> ({role}, said by {document})
              {enters !== undefined && <> {wordOf(enters)} →</>}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  )
}

function Box({
  step,
  x,
  isLast,
}: {
  readonly step: Step
  readonly x: number
  readonly isLast: boolean
}) {
  const middle = BOX.height / 2 + 2
  return (
    <g>
      <rect
        x={x + 1}
        y="2"
        width={BOX.width - 2}
        height={BOX.height}
        rx="8"
        fill="var(--water-soft)"
        stroke="var(--water)"
      />
      <text x={x + 12} y={middle - 4} fontSize="13" fill="var(--ink)">
        {shortened(step.name)}
      </text>
      <text x={x + 12} y={middle + 15} fontSize="11" fill="var(--ink-soft)">
        {step.role}
      </text>
      {!isLast && (
        <>
          <path
            d={`M${x + BOX.width + 4} ${middle}h${BOX.gap - 16}m-8 -6l8 6l-8 6`}
            fill="none"
            stroke="var(--ink-soft)"
            strokeWidth="2"
          />
          <text
            x={x + BOX.width + BOX.gap / 2}
            y={middle - 9}
            fontSize="11"
            textAnchor="middle"
            fill="var(--ink-soft)"
          >
            {step.enters === undefined ? '' : wordOf(step.enters)}
          </text>
        </>
      )}
    </g>
  )
}

/** The end of a path says more than its beginning. */
function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`
}

const WORDS: Readonly<Record<string, string>> = {
  generatedFrom: 'compiled into',
  includes: 'included by',
  linksStatically: 'linked into',
  linksDynamically: 'loaded by',
  contains: 'part of',
  hasInput: 'input of',
  copyOf: 'copied to',
  sameContent: 'same content as',
}

function wordOf(enters: string): string {
  return WORDS[enters] ?? enters
}
