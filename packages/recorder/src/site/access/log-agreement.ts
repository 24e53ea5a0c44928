// SPDX-License-Identifier: Apache-2.0
/** Whether a row of the register says what the log says of that look. Rules only: row and entries in, facts out. */
import type { AccessSession, LoggedFact } from '@mingjing/contracts/site';
import {
  type Algorithms,
  canonicalJson,
  formatTime,
  hashOfPerson,
  type Json,
  parseTime,
} from '@mingjing/evidence';
import type { LoggedLook } from './logged-records.ts';
import type { PersonalRecord } from './session-book.ts';

/** The words of a purpose as they go into the log. */
export function loggedPurpose({ purposeWords, purposeText }: AccessSession): string {
  return purposeText === '' ? purposeWords.zh : `${purposeWords.zh}：${purposeText}`;
}

/** The words of a correction as they go into the log. */
export const loggedCorrection = (text: string): string => `更正：${text}`;

/** A busy disk may keep the entry waiting after the row was written. */
const openedWithinMs = 600_000;

/**
 * @param look what the log says; undefined where it knows no such look
 * @param personal what `who` in the log was made of
 * @returns empty when they agree, or when nothing of the look was ever logged: it was never opened
 */
export function disagreementOf(
  session: AccessSession,
  personal: PersonalRecord | undefined,
  look: LoggedLook | undefined,
  algorithms: Algorithms,
): readonly LoggedFact[] {
  const isOpened = session.state === 'open' || session.state === 'closed';
  if (!look) return isOpened || session.entry !== undefined ? ['entry'] : [];
  const { opening, closing, corrections } = look;
  const checks: readonly (readonly [LoggedFact, boolean])[] = [
    ['state', isOpened && (session.state === 'closed') === (closing !== undefined)],
    ['entry', session.entry === look.entry && (!closing || session.closeEntry === closing.entry)],
    ['kind', opening.kind === (session.requester.kind === 'platform' ? 'pull' : session.kind)],
    ['purpose', opening.purpose === loggedPurpose(session)],
    ['ground', opening.ground === session.ground],
    ['cameras', isSame(opening.cameras, session.cameras)],
    ['range', opening.from === formatTime(session.fromMs) && opening.to === formatTime(session.toMs)],
    ['persons', arePersonsSame(session, personal, opening.who, algorithms)],
    ['times', areTimesSame(session, personal, look)],
    ['seen', !closing || isSame(closing.said.seen ?? [], session.seen.map(asLogged))],
    ['manifest', !closing || closing.said.manifest === session.manifest],
    ['corrections', isSame(corrections.map(correctionSaid), session.corrections.map(correctionShown))],
  ];
  return checks.flatMap(([fact, isRight]) => (isRight ? [] : [fact]));
}

function arePersonsSame(
  session: AccessSession,
  personal: PersonalRecord | undefined,
  who: string,
  algorithms: Algorithms,
): boolean {
  if (!personal || hashOfPerson(algorithms, personal.salt, personal.record) !== who) return false;
  const { handledBy, requester, certificate, decision } = personal.record as Partial<AccessSession>;
  return (
    isSame(handledBy, session.handledBy) &&
    isSame(requester, session.requester) &&
    isSame(certificate ?? null, session.certificate ?? null) &&
    isSame(decision ?? null, session.decision ?? null)
  );
}

function areTimesSame(
  session: AccessSession,
  personal: PersonalRecord | undefined,
  look: LoggedLook,
): boolean {
  const openedAt = parseTime(look.opening.at) ?? 0;
  const closedAt = look.closing && parseTime(look.closing.said.at);
  const { requestedMs, number } = (personal?.record ?? {}) as Partial<AccessSession>;
  return (
    Math.abs((session.openedMs ?? 0) - openedAt) <= openedWithinMs &&
    (closedAt === undefined || session.closedMs === closedAt) &&
    // Looks of earlier versions do not say when they were asked for, and under which number.
    (requestedMs === undefined || requestedMs === session.requestedMs) &&
    (number === undefined || number === session.number)
  );
}

const asLogged = ({ camera, fromMs, toMs }: AccessSession['seen'][number]) => ({
  camera,
  from: formatTime(fromMs),
  to: formatTime(toMs),
});
const correctionSaid = ({ entry, said }: LoggedLook['corrections'][number]) => [
  entry,
  said.purpose,
  parseTime(said.at) ?? 0,
];
const correctionShown = ({ entry, text, atMs }: AccessSession['corrections'][number]) => [
  entry,
  loggedCorrection(text),
  atMs,
];

function isSame(left: unknown, right: unknown): boolean {
  const words = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Json);
  return words(left) === words(right);
}
