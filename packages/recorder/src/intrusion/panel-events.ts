// SPDX-License-Identifier: Apache-2.0
/** What a panel's data say: SIA level codes (ANSI/SIA DC-03) and Ademco Contact ID (ANSI/SIA DC-05), one kind for each. */

export type PanelEventKind =
  | 'burglary'
  | 'panic'
  | 'fire'
  | 'tamper'
  | 'restored'
  | 'armed'
  | 'disarmed'
  | 'entry'
  | 'fault'
  | 'test'
  | 'other';

export interface PanelEvent {
  readonly kind: PanelEventKind;
  /** As the panel sends it: `BA`, `1130`. */
  readonly code: string;
  /** Zone or user, as the panel counts; empty when it names none. */
  readonly zone: string;
  /** What the panel says in words. */
  readonly words: string;
}

/** The second letter R after these means: over again. */
const siaKinds: readonly (readonly [RegExp, PanelEventKind])[] = [
  [/^(BA|BV|BX|BJ)$/, 'burglary'],
  [/^(PA|HA|MA|QA)$/, 'panic'],
  [/^(FA|KA|GA|ZA|WA)$/, 'fire'],
  [/^(TA|JS|BT|FT)$/, 'tamper'],
  [/^(CA|CF|CG|CL|CP|CQ|CS|BC)$/, 'armed'],
  [/^(OA|OG|OP|OQ|OR|OS)$/, 'disarmed'],
  [/^D[A-Z]$/, 'entry'],
  [/^(RP|RX|TS|TX)$/, 'test'],
  [/^(AT|YT|YC|LT|NT|YM|YS|XT|BB)$/, 'fault'],
  [/^(AR|BR|BH|FR|FH|GR|HR|JR|KR|LR|MR|NR|PR|QR|TR|WR|XR|YR|YK|ZR)$/, 'restored'],
];

/** Contact ID event classes: by the hundreds, some by themselves. */
const contactKinds: readonly (readonly [RegExp, PanelEventKind])[] = [
  [/^11\d$/, 'fire'],
  [/^(12\d|10\d)$/, 'panic'],
  [/^(137|144|145|341|383)$/, 'tamper'],
  [/^(13\d|14\d)$/, 'burglary'],
  [/^(15\d|16\d)$/, 'fire'],
  [/^3\d\d$/, 'fault'],
  [/^4[05]\d$/, 'armed'],
  [/^42\d$/, 'entry'],
  [/^60\d$/, 'test'],
];

const kindIn = (table: typeof siaKinds, code: string): PanelEventKind =>
  table.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';

/**
 * @param id of the message: `SIA-DCS` or `ADM-CID`
 * @param data between the brackets: `#1234|Nri1/BA015`, `#1234|1131 01 015`
 * @returns empty for data of no known form
 */
export function eventsOf(id: string, data: string): readonly PanelEvent[] {
  const content = data.includes('|') ? data.slice(data.indexOf('|') + 1) : '';
  if (id === 'ADM-CID') return contactEvents(content);
  return id === 'SIA-DCS' ? siaEvents(content) : [];
}

function contactEvents(content: string): readonly PanelEvent[] {
  const found = /^([136])(\d{3}) (\d{2}) (\d{3})$/.exec(content.trim());
  if (!found) return [];
  const [, qualifier, code, , zone] = found;
  const plain = kindIn(contactKinds, code!);
  // 1: it happened, or opened. 3: it is over, or closed. 6: it is still so.
  const over = plain === 'armed' ? 'armed' : plain === 'test' ? 'test' : 'restored';
  const kind = qualifier === '3' ? over : plain === 'armed' ? 'disarmed' : plain;
  return [{ kind, code: `${qualifier}${code}`, zone: zone!.replace(/^0+(?=\d)/, ''), words: '' }];
}

function siaEvents(content: string): readonly PanelEvent[] {
  const [coded = '', ...said] = content.split('|');
  // After the qualifier (new or old) modifiers in small letters, then codes.
  const words = said.map((one) => one.replace(/^A/, '')).join(' ');
  return coded
    .replace(/^[NO](?=[a-z/]|[A-Z]{2})/, '')
    .split('/')
    .flatMap((part) => {
      const found = /^([A-Z]{2})([0-9A-Za-z-]*)(?:\^?([^^]*)\^?)?$/.exec(part);
      if (!found) return [];
      const [, code, zone, text = ''] = found;
      return [
        {
          kind: kindIn(siaKinds, code!),
          code: code!,
          zone: zone ?? '',
          words: [text, words].join(' ').trim(),
        },
      ];
    });
}
