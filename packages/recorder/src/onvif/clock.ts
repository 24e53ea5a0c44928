// SPDX-License-Identifier: Apache-2.0
/** A device's clock: read before anything else, since stamps are written in its time; set only by a person's choice. */
import { ns } from './services.ts';
import { at, type SoapCaller } from './soap.ts';

/** @returns its clock minus ours, ms; undefined when it does not tell */
export async function readClock(caller: SoapCaller, service: URL): Promise<number | undefined> {
  const askedMs = Date.now();
  const answer = await caller.call(service, `<GetSystemDateAndTime xmlns="${ns.device}"/>`, {
    isOpen: true,
  });
  const utc = at(answer, 'SystemDateAndTime', 'UTCDateTime');
  const part = (...path: readonly string[]) => Number(at(utc, ...path)?.text ?? Number.NaN);
  const theirsMs = Date.UTC(
    part('Date', 'Year'),
    part('Date', 'Month') - 1,
    part('Date', 'Day'),
    part('Time', 'Hour'),
    part('Time', 'Minute'),
    part('Time', 'Second'),
  );
  if (!Number.isFinite(theirsMs)) return undefined;
  // The device tells whole seconds, about the middle of the exchange.
  return Math.round(theirsMs + 500 - (askedMs + Date.now()) / 2);
}

/**
 * Sets it to an instant; its time zone and daylight rule stay as they are.
 *
 * @param atMs whole seconds are what the device takes: called close to the turn of a second
 * @throws OnvifFailure
 */
export async function setClock(caller: SoapCaller, service: URL, atMs: number): Promise<void> {
  const when = new Date(atMs);
  const [year, month, day] = [when.getUTCFullYear(), when.getUTCMonth() + 1, when.getUTCDate()];
  const [hour, minute, second] = [when.getUTCHours(), when.getUTCMinutes(), when.getUTCSeconds()];
  await caller.call(
    service,
    `<SetSystemDateAndTime xmlns="${ns.device}"><DateTimeType>Manual</DateTimeType><DaylightSavings>false</DaylightSavings><UTCDateTime><Time xmlns="${ns.schema}"><Hour>${hour}</Hour><Minute>${minute}</Minute><Second>${second}</Second></Time><Date xmlns="${ns.schema}"><Year>${year}</Year><Month>${month}</Month><Day>${day}</Day></Date></UTCDateTime></SetSystemDateAndTime>`,
  );
}
