// SPDX-License-Identifier: Apache-2.0
/** A platform's pull as an access session like any other: registered before the first picture, closed with what was sent. */
import type { AccessSession } from '@mingjing/contracts/site';
import type { AccessGate, Grant } from '../site/access/gate.ts';
import { openPlatformLook } from '../site/access/platform-look.ts';
import type { SessionBook } from '../site/access/session-book.ts';
import type { UpperConfig } from './gb28181-config.ts';

export type Look = { readonly grant: Grant; readonly close: () => void };

/** @throws what the log throws when nothing can be written: then nothing is shown */
export async function openLook(
  gate: AccessGate,
  book: SessionBook,
  upper: UpperConfig,
  look: {
    readonly kind: AccessSession['kind'];
    readonly camera: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly nowMs: number;
  },
): Promise<Look> {
  const { camera, ...rest } = look;
  const { id, name, agreement } = upper;
  const { grants, close } = await openPlatformLook(gate, book, {
    ...rest,
    purpose: 'network-sharing',
    cameras: [camera],
    platform: { protocol: 'gb28181', id, name: name ?? `上级平台 ${id}`, agreement },
  });
  const grant = grants.get(camera);
  if (!grant) throw new Error('a look without its camera');
  return { grant, close: () => void close().catch(() => undefined) };
}
