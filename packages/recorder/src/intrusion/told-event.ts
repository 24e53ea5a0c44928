// SPDX-License-Identifier: Apache-2.0
/** One event that another system tells as JSON, read by its source's names. Rules only: a value in, an event or a reason out. */
import { createHash } from 'node:crypto';
import { panelEvents } from '@mingjing/contracts/registers';
import type { EventField, EventSource, EventSources } from './event-sources.ts';
import type { HeardEvent } from './panel-receiver.ts';

/** Why an event is not taken. */
export type NotTaken = 'form' | 'event' | 'time';

export interface ToldEvent extends Omit<HeardEvent, 'account'> {
  /** Of the sender, or what it said: the same again is no second event. */
  readonly name: string;
}

type Kind = HeardEvent['kind'];
const kinds = panelEvents.fields.event.choices;

/**
 * @param told a JSON object
 * @param nowMs when an event that names no time happened
 */
export function readTold(
  told: unknown,
  source: EventSource,
  { lateS, earlyS }: Pick<EventSources, 'lateS' | 'earlyS'>,
  nowMs: number,
): ToldEvent | { readonly notTaken: NotTaken } {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return { notTaken: 'form' };
  const said = (field: EventField) => textAt(told, source.fields[field] ?? field);
  const word = said('event');
  const kind = word === undefined ? undefined : (source.events[word] ?? word);
  if (kind === undefined || !Object.hasOwn(kinds, kind)) return { notTaken: 'event' };
  const at = said('at');
  const atMs = at === undefined ? nowMs : instantOf(at);
  if (atMs === undefined || atMs < nowMs - lateS * 1000 || atMs > nowMs + earlyS * 1000)
    return { notTaken: 'time' };
  const zone = said('zone') ?? '';
  const known = source.zones[zone];
  return {
    kind: kind as Kind,
    code: word?.slice(0, 20) ?? '',
    zone: zone.slice(0, 20),
    words: [said('person'), said('result'), said('words')].filter(Boolean).join(' · '),
    panel: source.name,
    place: known?.place ?? said('place')?.slice(0, 120),
    camera: known?.camera ?? said('camera'),
    atMs,
    name: said('id') ?? createHash('sha256').update(JSON.stringify(told)).digest('hex'),
  };
}

/** Texts and numbers; anything else is nothing. */
function textAt(told: object, path: string): string | undefined {
  let value: unknown = told;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text =
    typeof value === 'string'
      ? value
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, 400)
      : '';
  return text === '' ? undefined : text;
}

/** Epoch seconds or milliseconds, or RFC 3339 with its zone: a time without one is nobody's. */
function instantOf(at: string): number | undefined {
  if (/^\d{10}(\.\d+)?$/.test(at)) return Math.round(Number(at) * 1000);
  if (/^\d{13}$/.test(at)) return Number(at);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(at)) return undefined;
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? undefined : ms;
}
