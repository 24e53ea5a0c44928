// SPDX-License-Identifier: Apache-2.0
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../access/gate.ts';
import { ViewingDesk } from './viewing-desk.ts';

const grant = (session: string): Grant =>
  ({
    session: {
      id: session,
      fromMs: 0,
      toMs: 1000,
      requester: { kind: 'staff' },
      number: 1,
      handledBy: { name: '演示' },
    },
    camera: 'gate',
    // Nothing to encode.
    parts: () => [],
    shown: () => undefined,
  }) as unknown as Grant;
const desk = () => new ViewingDesk(() => Promise.resolve(new PassThrough()));

describe('copies for viewing', () => {
  it('are made one at a time, and the next when one has ended', async () => {
    const copies = desk();
    const first = await copies.make(grant('a'));
    expect(copies.underWay('a')).toEqual({ camera: 'gate', progress: 0 });
    expect(copies.underWay('b')).toBeUndefined();
    await expect(copies.make(grant('b'))).rejects.toMatchObject({ code: 'recorder/viewing-copy-busy' });
    first.destroy();
    await new Promise((resolve) => first.once('close', resolve));
    expect(copies.underWay('a')).toBeUndefined();
    expect(await copies.make(grant('b'))).toBeInstanceOf(PassThrough);
  });

  it('are cancelled by their own session only, as a download that fails', async () => {
    const copies = desk();
    const film = await copies.make(grant('a'));
    const failed = new Promise((resolve) => film.once('error', resolve));
    copies.cancel('b', 'gate');
    expect(copies.underWay('a')).toBeDefined();
    copies.cancel('a', 'gate');
    expect(await failed).toMatchObject({ code: 'recorder/export-failed' });
  });

  it('leave the desk free when the encoder is missing', async () => {
    const copies = new ViewingDesk(() => Promise.reject(new Error('no encoder')));
    await expect(copies.make(grant('a'))).rejects.toThrow('no encoder');
    expect(copies.underWay('a')).toBeUndefined();
  });
});
