// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { send, type Send } from '../api/client.ts'

export interface Action extends Send {
  readonly path: string
}

/** A change of something; what is on the page is asked again after it. */
export function useAction<Answer = unknown>(): UseMutationResult<Answer, Error, Action> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, ...what }: Action) => send<Answer>(path, what),
    onSettled: () => queries.invalidateQueries(),
  })
}

/** The text fields of a form, without those that were left empty. */
export function fieldsOf(form: HTMLFormElement): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') fields[name] = value.trim()
  }
  return fields
}
