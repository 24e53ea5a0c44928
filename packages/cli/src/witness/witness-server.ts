// SPDX-License-Identifier: Apache-2.0
/**
 * The witness over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, and for monitors
 * `GET /<SHA-256 of the origin, hex>/checkpoint`. Small enough to be read by whoever is asked to run it.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  answerAddCheckpoint,
  maxAddCheckpointBytes,
  type NoteSigner,
  type WitnessResponse,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { WitnessDatabase } from './witness-database.ts';

export type Witness = {
  readonly store: WitnessDatabase;
  readonly signer: NoteSigner;
  readonly nowS: () => number;
};

type Answer = Omit<WitnessResponse, 'status' | 'body'> & {
  readonly status: number;
  readonly body: string | Uint8Array;
};

export function createWitnessServer(witness: Witness): Server {
  const server = createServer((request, response) => {
    answer(witness, request)
      .catch((): Answer => plain(500, 'internal error\n'))
      .then((found) => send(response, found));
  });
  // A caller that dawdles holds up nobody else.
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://witness');
  if (pathname === '/add-checkpoint') {
    if (request.method !== 'POST') return plain(405, 'POST\n');
    const body = await readBody(request);
    return body ? await answerAddCheckpoint(nodeAlgorithms, body, witness) : plain(413, 'too long\n');
  }
  const wanted = /^\/([0-9a-f]{64})\/checkpoint$/.exec(pathname)?.[1];
  const origin = witness.store.origins().find((one) => sha256(one) === wanted);
  const note = wanted && origin !== undefined ? witness.store.note(origin) : undefined;
  return note
    ? { status: 200, contentType: 'text/plain; charset=utf-8', body: note }
    : plain(404, 'not found\n');
}

/** @returns undefined when it is longer than any request can be */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > maxAddCheckpointBytes) return undefined;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, 'x-content-type-options': 'nosniff' });
  response.end(body);
}

function plain(status: number, body: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
