// SPDX-License-Identifier: Apache-2.0
/**
 * What a capture thread and the one user agent say to each other. SIP lives in the control thread; media arrive where
 * they are recorded. A broadcast channel per store joins both, whichever thread a camera is in.
 *
 *   stream: open → agent: port → stream: ready (it listens) → agent: answered | refused … → ended; stream: close
 */

import type { ExpectedSender } from '@mingjing/gb28181';
import type { CameraTestFailure } from './cameras.ts';
import type { GapCause } from './causes.ts';

export type MediaTransport = 'udp' | 'tcp-passive';

export type ToAgent =
  | {
      readonly kind: 'open';
      readonly id: string;
      readonly device: string;
      readonly channel: string;
      readonly transport: MediaTransport;
    }
  /** It listens: the device may be called. */
  | { readonly kind: 'ready'; readonly id: string }
  /** Somebody else has that port. */
  | { readonly kind: 'port-taken'; readonly id: string }
  | { readonly kind: 'close'; readonly id: string };

export type ToStream =
  | { readonly kind: 'port'; readonly to: string; readonly address: string; readonly port: number }
  /** The device is being called: from there its media are to come. */
  | { readonly kind: 'calling'; readonly to: string; readonly expected: ExpectedSender }
  | {
      readonly kind: 'answered';
      readonly to: string;
      readonly payloadType: number;
      readonly expected: ExpectedSender;
    }
  | {
      /** Refused, or ended after it was answered. */
      readonly kind: 'over';
      readonly to: string;
      readonly cause: GapCause;
      readonly reason: CameraTestFailure;
      readonly detail: string;
    };

export const exchangeName = (storeDirectory: string): string => `mingjing-gb28181:${storeDirectory}`;
