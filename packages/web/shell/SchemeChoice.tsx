// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react'
import { chooseScheme, chosenScheme, type Scheme } from './scheme.ts'

export function SchemeChoice() {
  const [scheme, setScheme] = useState(chosenScheme)
  return (
    <select
      aria-label="Colours"
      value={scheme}
      onChange={(event) => {
        const next = event.target.value as Scheme
        chooseScheme(next)
        setScheme(next)
      }}
    >
      <option value="system">System</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>
  )
}
