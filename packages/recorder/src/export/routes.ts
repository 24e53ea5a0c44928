// SPDX-License-Identifier: Apache-2.0
/** Size before, progress during, cancel. The bundle itself is a media address. */
import { z } from 'zod';
import { Ms } from '../access/session.ts';
import { continuous } from '../playback/continuous.ts';
import { type App, personOf, row } from '../server/app-types.ts';
import type { ServerContext } from '../server/context.ts';
import { ServerRefusal } from '../server/refusal.ts';
import { ExportEstimate, ExportState } from './export-desk.ts';
import { canMakeViewingCopy, makeViewingCopy, watermarkWords } from './viewing-copy.ts';

const Session = z.object({ session: z.string().max(80) });
const Cameras = z
  .string()
  .min(1)
  .max(4000)
  .transform((text) => text.split(',').filter(Boolean));

export function exportRoutes(app: App, { exports, book, core, gate }: ServerContext): void {
  const mine = (id: string, personId: string): string => {
    if (book.find(id)?.handledBy.id !== personId) throw new ServerRefusal('recorder/not-found', { what: id });
    return id;
  };
  app.route({
    ...row('GET /api/exports/estimate'),
    schema: {
      summary: '导出大小估计 size of an export; cameras separated by commas',
      querystring: z.object({
        cameras: Cameras,
        fromMs: z.coerce.number().pipe(Ms),
        toMs: z.coerce.number().pipe(Ms),
      }),
      response: { 200: ExportEstimate },
    },
    handler: (request) => {
      const { cameras, fromMs, toMs } = request.query;
      if (!(fromMs < toMs)) throw new ServerRefusal('recorder/input-invalid', { field: 'toMs' });
      for (const camera of cameras)
        if (!core.extent(camera) && !core.cameras.find(camera))
          throw new ServerRefusal('recorder/not-found', { what: camera });
      return Promise.resolve(exports.estimate(cameras, fromMs, toMs));
    },
  });
  app.route({
    ...row('GET /api/exports/:session'),
    schema: { summary: '导出进度 progress', params: Session, response: { 200: ExportState } },
    handler: async (request) => ({
      ...exports.state(mine(request.params.session, personOf(request).id)),
      viewingCopy: await canMakeViewingCopy(),
    }),
  });
  app.route({
    ...row('DELETE /api/exports/:session'),
    schema: { summary: '取消导出 cancel', params: Session, response: { 200: ExportState } },
    handler: (request) => Promise.resolve(exports.cancel(mine(request.params.session, personOf(request).id))),
  });
  app.route({
    ...row('GET /api/media/:session/viewing-copy/:camera'),
    schema: {
      summary: '带水印的观看副本 copy for viewing, with words burnt in',
      params: Session.extend({ camera: z.string().max(64) }),
    },
    handler: async (request, reply) => {
      const { session, camera } = request.params;
      const grant = gate.grant(session, personOf(request), ['export'], camera);
      const { fromMs, toMs } = grant.session;
      const copy = await makeViewingCopy(
        continuous(grant, fromMs, toMs, false, () => {
          // A film that stops early without a word would mislead; the bundle has a file for each format.
          throw new ServerRefusal('recorder/export-failed', {
            reason: '画面格式在此期间改变 the picture format changes',
          });
        }),
        watermarkWords(grant.session),
      );
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="viewing-${session.slice(0, 8)}-${camera}.mp4"`)
        .type('video/mp4')
        .send(copy);
    },
  });
}
