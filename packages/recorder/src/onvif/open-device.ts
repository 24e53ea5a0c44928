// SPDX-License-Identifier: Apache-2.0
import { readClock } from './clock.ts';
import { findServices, type Services } from './services.ts';
import { type Credentials, SoapCaller } from './soap.ts';

/** Ready to be asked: in the device's own time, with its services. @throws OnvifFailure */
export async function openDevice(
  service: URL,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<{ readonly caller: SoapCaller; readonly services: Services }> {
  const caller = new SoapCaller(credentials, signal);
  // A device that does not tell its time is written to in ours.
  caller.clockOffsetMs = await readClock(caller, service).catch(() => undefined);
  return { caller, services: await findServices(caller, service) };
}
