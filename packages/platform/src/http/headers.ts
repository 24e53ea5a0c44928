// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify';
import { addressHeader } from '../people/index.ts';

/** What the sign-in library reads; the peer's address is ours to say. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === addressHeader || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.set(addressHeader, request.ip);
  return headers;
}
