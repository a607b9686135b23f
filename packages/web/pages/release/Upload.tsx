// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sendInPieces } from '../../api/pieces.ts'
import type { Release } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'

const TYPES = ['design', 'source', 'build', 'analyzed', 'deployed', 'runtime'] as const

interface Wish {
  readonly files: readonly File[]
  readonly about: Readonly<Record<string, string>>
}

/** Documents of any size, in pieces: a broken connection goes on where it stopped. */
export function Upload({ release }: { readonly release: Release }) {
  const queries = useQueryClient()
  const [progress, setProgress] = useState('')
  const sending = useMutation({
    mutationFn: async ({ files, about }: Wish) => {
      // one after the other: the hub judges the release once all have come
      for (const file of files) {
        await sendInPieces(release.id, file, about, (share) => {
          setProgress(`${file.name}: ${Math.floor(share * 100)} %`)
        })
      }
    },
    onSettled: () => {
      setProgress('')
      return queries.invalidateQueries()
    },
  })
  return (
    <form
      className="card row"
      aria-label="Add documents"
      onSubmit={(event) => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        const about: Record<string, string> = {}
        for (const key of ['type', 'build', 'deployment']) {
          const value = said.get(key)
          if (typeof value === 'string' && value !== '') about[key] = value
        }
        const files = said.getAll('files').filter((each): each is File => each instanceof File)
        sending.mutate({ files, about })
      }}
    >
      <label>
        SBOM, VEX or an archive of them
        <input type="file" name="files" multiple required />
      </label>
      <label>
        Kind
        <select name="type">
          <option value="">As the document says</option>
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
          <option value="vex">VEX of a supplier</option>
        </select>
      </label>
      <Choice name="build" label="Of build" items={release.builds} />
      <Choice name="deployment" label="Of deployment" items={release.deployments} />
      <button type="submit" data-main disabled={sending.isPending}>
        {sending.isPending ? 'Sending…' : 'Add documents'}
      </button>
      <span role="status" className="soft">
        {progress}
      </span>
      {sending.isError && <ProblemNote error={sending.error} />}
    </form>
  )
}

function Choice({
  name,
  label,
  items,
}: {
  readonly name: string
  readonly label: string
  readonly items: readonly { readonly id: string; readonly name: string }[]
}) {
  if (items.length === 0) return null
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">not said</option>
        {items.map((item) => (
          <option key={item.id} value={item.id}>
            {item.name}
          </option>
        ))}
      </select>
    </label>
  )
}
