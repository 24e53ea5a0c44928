// SPDX-License-Identifier: Apache-2.0
/** Reading the register of looks. Nothing here changes or deletes a row: a correction is a new entry that points back. */
import {
  type AccessSession,
  correctEntry,
  type RegisterFilter,
  readRegister,
  readRegisterDays,
  readRegisterEntry,
  readRegisterForm,
  readRegisterPaper,
  readRegisterSheet,
} from '@mingjing/contracts/site';
import { accessRegisterForm, renderPdf } from '@mingjing/documents';
import { formatTime } from '@mingjing/evidence';
import { ServerRefusal } from '../../terms/refusal.ts';
import { cameraName, cameraOnPaper } from '../access/camera-names.ts';
import { actorOf } from '../access/front-desk.ts';
import type { ServerContext } from '../context.ts';
import { registerFormFacts } from '../export/bundle-papers.ts';
import { type Served, serve } from '../serving.ts';
import { filterRegister, sortRegister } from './register-query.ts';
import { registerPdf, registerXlsx } from './register-sheet.ts';

const chinaOffsetMs = 8 * 3_600_000;
/** More rows than this make no paper that is read; the paper says how many it leaves out. */
const mostPaperRows = 2000;

export function servedRegister({ book, gate, settings, core, audit }: ServerContext): readonly Served[] {
  const found = (filter: RegisterFilter): readonly AccessSession[] =>
    filterRegister(
      book.requestedWithin(filter.fromMs ?? 0, filter.toMs ?? Number.MAX_SAFE_INTEGER),
      filter,
      (camera) => cameraName(core, camera),
    );
  const byNumber = (number: number): AccessSession => {
    const session = book.findByNumber(number);
    if (!session) throw new ServerRefusal('recorder/not-found', { what: String(number) });
    return session;
  };
  const markedOne = async (session: AccessSession, how: 'as-it-is' | 'read-first') =>
    (await audit.marked([session], how))[0] ?? session;
  const nowMs = () => Math.round(core.nowMs());
  const onPaper = (camera: string) => cameraOnPaper(core, camera);
  const lostOnPaper = async () => ({
    looks: await audit.lostLooks(),
    requests: await audit.lostRequests(),
  });

  return [
    serve(readRegister, async ({ query }) => {
      const { sort, order, page, size, ...filter } = query;
      const rows = sortRegister(found(filter), sort, order);
      const shown = await audit.marked(rows.slice((page - 1) * size, page * size), 'as-it-is');
      return {
        total: rows.length,
        page,
        size,
        rows: shown.map(withoutId),
        compared: audit.isReady,
        lost: [...(await audit.lostLooks())],
        lostRequests: [...(await audit.lostRequests())],
      };
    }),
    serve(readRegisterDays, ({ query }) => Promise.resolve({ days: byDay(found(query)) })),
    serve(readRegisterEntry, async ({ params }) =>
      withoutId(await markedOne(byNumber(params.number), 'as-it-is')),
    ),
    serve(readRegisterForm, async ({ params, reply }) => {
      const session = await markedOne(byNumber(params.number), 'read-first');
      const facts = registerFormFacts(
        session,
        settings.read().unit.name,
        session.decision?.by.name ?? '',
        onPaper,
      );
      const pdf = renderPdf(accessRegisterForm(facts), { issuedAt: formatTime(nowMs()) });
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="register-${session.number}.pdf"`)
        .send(Buffer.from(pdf));
    }),
    serve(readRegisterSheet, async ({ query, reply }) => {
      const rows = await audit.marked(sortRegister(found(query), 'number', 'asc'), 'read-first');
      const sheet = await registerXlsx(rows, await lostOnPaper(), onPaper);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', 'attachment; filename="register.xlsx"')
        .send(sheet);
    }),
    serve(readRegisterPaper, async ({ query, reply }) => {
      const all = sortRegister(found(query), 'number', 'asc');
      const rows = await audit.marked(all.slice(-mostPaperRows), 'read-first');
      const pdf = registerPdf(
        {
          unitName: settings.read().unit.name,
          fromMs: query.fromMs ?? rows[0]?.requestedMs ?? nowMs(),
          toMs: query.toMs ?? nowMs(),
          rows,
          lost: await lostOnPaper(),
          leftOut: all.length - rows.length,
        },
        nowMs(),
        onPaper,
      );
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="register.pdf"')
        .send(Buffer.from(pdf));
    }),
    serve(correctEntry, async ({ params, body, person }) => {
      const session = byNumber(params.number);
      const corrected = await gate.correct(session, body.text, actorOf(person));
      return withoutId(corrected);
    }),
  ];
}

/** The register shows looks; the id that opens an open session's media is its holder's alone. */
function withoutId(session: AccessSession): AccessSession {
  return session.state === 'open' ? { ...session, id: '' } : session;
}

function byDay(sessions: readonly AccessSession[]) {
  const days = new Map<string, { looks: number; exports: number; persons: Set<string> }>();
  for (const session of sessions) {
    const day = new Date(session.requestedMs + chinaOffsetMs).toISOString().slice(0, 10);
    const entry = days.get(day) ?? { looks: 0, exports: 0, persons: new Set<string>() };
    entry.looks += 1;
    if (session.kind === 'export') entry.exports += 1;
    entry.persons.add(session.handledBy.id);
    days.set(day, entry);
  }
  return [...days]
    .map(([day, { looks, exports, persons }]) => ({ day, looks, exports, persons: persons.size }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}
