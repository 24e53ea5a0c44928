// SPDX-License-Identifier: Apache-2.0
/** Calls an operation of a contract: what it asks for and what it answers have the contract's types. */
import { type AnswerOf, type Asking, addressOf, type Operation } from '@mingjing/contracts';
import { apiBase, request } from './request.ts';

interface Sent {
  readonly body?: unknown;
  readonly file?: File;
}

/** @throws RequestRefused with the server's problem */
export function call<O extends Operation>(
  operation: O,
  ...[asking]: Record<never, never> extends Asking<O> ? [asking?: Asking<O>] : [asking: Asking<O>]
): Promise<AnswerOf<O>> {
  const { body, file } = (asking ?? {}) as Sent;
  const sent = file ?? body ?? (operation.method === 'GET' || !operation.body ? undefined : {});
  return request<AnswerOf<O>>(addressOf(operation, asking ?? {}), {
    method: operation.method,
    ...(sent !== undefined && { body: operation.upload === 'form' && file ? formOf(file) : sent }),
  });
}

/** Where a download of an operation lies. */
export function linkTo<O extends Operation>(
  operation: O,
  asking: Parameters<typeof addressOf<O>>[1] = {},
): string {
  return apiBase + addressOf(operation, asking);
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}
