// SPDX-License-Identifier: Apache-2.0
/** Reading the register of looks. Nothing here changes or deletes a row: a correction is a new entry that points back. */
import { accessRegisterForm, renderPdf } from '@mingjing/documents';
import { formatTime } from '@mingjing/evidence';
import { z } from 'zod';
import { actorOf } from '../access/front-desk.ts';
import { AccessSession } from '../access/session.ts';
import { registerFormFacts } from '../export/bundle-papers.ts';
import { type App, personOf, row } from '../server/app-types.ts';
import type { ServerContext } from '../server/context.ts';
import { ServerRefusal } from '../server/refusal.ts';
import { filterRegister, RegisterFilter, RegisterQuery, sortRegister } from './register-query.ts';
import { registerPdf, registerXlsx } from './register-sheet.ts';

const Number_ = z.object({ number: z.coerce.number().int().min(1) });
const chinaOffsetMs = 8 * 3_600_000;
/** A paper with more rows than this is not read; the spreadsheet holds them. */
const mostPaperRows = 2000;

export function registerRoutes(app: App, { book, gate, settings, core }: ServerContext): void {
  const found = (filter: RegisterFilter): readonly AccessSession[] =>
    filterRegister(
      book.requestedWithin(filter.fromMs ?? 0, filter.toMs ?? Number.MAX_SAFE_INTEGER),
      filter,
    ).map(withoutId);
  const byNumber = (number: number): AccessSession => {
    const session = book.findByNumber(number);
    if (!session) throw new ServerRefusal('recorder/not-found', { what: String(number) });
    return session;
  };
  const nowMs = () => Math.round(core.nowMs());

  app.route({
    ...row('GET /api/register'),
    schema: {
      summary: '查看登记 the register of looks',
      querystring: RegisterQuery,
      response: {
        200: z.object({
          total: z.number(),
          page: z.number(),
          size: z.number(),
          rows: z.array(AccessSession),
        }),
      },
    },
    handler: (request) => {
      const { sort, order, page, size, ...filter } = request.query;
      const rows = sortRegister(found(filter), sort, order);
      return Promise.resolve({
        total: rows.length,
        page,
        size,
        rows: rows.slice((page - 1) * size, page * size),
      });
    },
  });
  app.route({
    ...row('GET /api/register/days'),
    schema: {
      summary: '按日 looks by day',
      querystring: RegisterFilter,
      response: {
        200: z.object({
          days: z.array(
            z.object({ day: z.string(), looks: z.number(), exports: z.number(), persons: z.number() }),
          ),
        }),
      },
    },
    handler: (request) => Promise.resolve({ days: byDay(found(request.query)) }),
  });
  app.route({
    ...row('GET /api/register/:number'),
    schema: { summary: '一条登记 one row', params: Number_, response: { 200: AccessSession } },
    handler: (request) => Promise.resolve(withoutId(byNumber(request.params.number))),
  });
  app.route({
    ...row('GET /api/register/:number/form.pdf'),
    schema: { summary: '登记表 the form of one look', params: Number_ },
    handler: (request, reply) => {
      const session = byNumber(request.params.number);
      const facts = registerFormFacts(session, settings.read().unit.name, session.decision?.by.name ?? '');
      const pdf = renderPdf(accessRegisterForm(facts), { issuedAt: formatTime(nowMs()) });
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="register-${session.number}.pdf"`)
        .send(Buffer.from(pdf));
    },
  });
  app.route({
    ...row('GET /api/register.xlsx'),
    schema: { summary: '登记表 spreadsheet', querystring: RegisterFilter },
    handler: async (request, reply) => {
      const sheet = await registerXlsx(sortRegister(found(request.query), 'number', 'asc'));
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', 'attachment; filename="register.xlsx"')
        .send(sheet);
    },
  });
  app.route({
    ...row('GET /api/register.pdf'),
    schema: { summary: '登记表 paper', querystring: RegisterFilter },
    handler: (request, reply) => {
      const rows = sortRegister(found(request.query), 'number', 'asc').slice(-mostPaperRows);
      const fromMs = request.query.fromMs ?? rows[0]?.requestedMs ?? nowMs();
      const toMs = request.query.toMs ?? nowMs();
      const pdf = registerPdf(settings.read().unit.name, fromMs, toMs, rows, nowMs());
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="register.pdf"')
        .send(Buffer.from(pdf));
    },
  });
  app.route({
    ...row('POST /api/register/:number/corrections'),
    schema: {
      summary: '更正：新的一条指明原登记 a correction is a new entry that points to the old one',
      params: Number_,
      body: z.object({ text: z.string().trim().min(2).max(1000) }),
      response: { 201: AccessSession },
    },
    handler: async (request, reply) => {
      const session = byNumber(request.params.number);
      const corrected = await gate.correct(session, request.body.text, actorOf(personOf(request)));
      return reply.status(201).send(withoutId(corrected));
    },
  });
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
