// SPDX-License-Identifier: Apache-2.0

/** Where documents go. */
export interface Destination {
  readonly hub: URL
  readonly token: string
  readonly release: string
  readonly type?: string
}

export interface Receipt {
  readonly lane: string
  readonly isNew: boolean
}

/** Why not; 0 where no hub answered. */
export interface Refusal {
  readonly status: number
  readonly title?: string
  readonly detail?: string
  readonly hint?: string
  readonly faults?: readonly { readonly at: string; readonly message: string }[]
}

export type Answer =
  | {
      readonly kind: 'said'
      readonly said: Readonly<Record<string, unknown>>
      readonly location: string | undefined
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const PATIENCE = 10 * 60_000

/** Sends one request to the hub. Nothing is thrown: a hub that is away has refused too. */
export async function ask(
  { token }: Destination,
  method: string,
  url: URL,
  {
    headers = {},
    body,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: Blob | Buffer } = {},
): Promise<Answer> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : new Uint8Array(body) }),
      // a token must not follow a redirect to somebody else
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
    text = await response.text()
  } catch (error) {
    const { message, cause } = error as Error
    return refused({ status: 0, title: cause instanceof Error ? cause.message : message })
  }
  const { status, ok } = response
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  if (!isJson && (!ok || text !== '')) return refused({ status, title: `${url.origin} is no hub` })
  const said = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  if (!ok) return refused({ ...said, status })
  return { kind: 'said', said, location: response.headers.get('location') ?? undefined }
}

function refused(refusal: Refusal): Answer {
  return { kind: 'refused', refusal }
}
