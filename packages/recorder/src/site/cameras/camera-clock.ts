// SPDX-License-Identifier: Apache-2.0
/** A camera's clock set to ours by a person's choice, with an entry of what it was and is. */
import { canonicalJson } from '@mingjing/evidence';
import { readClock, setClock } from '../../onvif/clock.ts';
import { type Credentials, SoapCaller } from '../../onvif/soap.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

const withinMs = 20_000;

/** @throws OnvifFailure */
export async function setCameraClock(
  core: Pick<CoreWithoutMedia, 'nowMs' | 'appendEntry'>,
  about: string,
  { service, credentials }: { readonly service: URL; readonly credentials: Credentials | undefined },
  by: string,
): Promise<{ readonly beforeMs?: number; readonly afterMs?: number }> {
  const caller = new SoapCaller(credentials, AbortSignal.timeout(withinMs));
  // Offsets are against this machine's clock; what is set is the recorder's timeline.
  const ours = () => core.nowMs() - Date.now();
  const before = await readClock(caller, service).catch(() => undefined);
  caller.clockOffsetMs = before;
  // It takes whole seconds: asked just before the turn of one.
  await new Promise((resolve) => setTimeout(resolve, (1980 - (core.nowMs() % 1000)) % 1000));
  await setClock(caller, service, core.nowMs() + 20);
  const after = await readClock(caller, service).catch(() => undefined);
  const offsets = {
    ...(before !== undefined && { beforeMs: Math.round(before - ours()) }),
    ...(after !== undefined && { afterMs: Math.round(after - ours()) }),
  };
  await core.appendEntry({
    type: 'config',
    what: `camera-clock/${about}`,
    by,
    ...(offsets.beforeMs !== undefined && { before: canonicalJson({ offsetMs: offsets.beforeMs }) }),
    after: canonicalJson({ offsetMs: offsets.afterMs ?? null }),
  });
  return offsets;
}
