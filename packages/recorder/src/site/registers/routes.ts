// SPDX-License-Identifier: Apache-2.0
/** Every register's operations, from its value: nothing here knows one register from another. */
import {
  cellOf,
  fileHashOf,
  listRegisters,
  operationsOf,
  type Register,
  type RegisterRow,
  siteRegisters,
  type Values,
} from '@mingjing/contracts/registers';
import type { Person } from '@mingjing/contracts/site';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { findRows, sortRows } from './find-rows.ts';
import type { FindCamera } from './read-cells.ts';
import { readRows } from './sheet-rows.ts';

export function servedRegisters(context: ServerContext): readonly Served[] {
  return [
    serve(listRegisters, () => ({
      registers: siteRegisters.map((one) => ({ id: one.id, ...context.rows.countOf(one) })),
    })),
    ...siteRegisters.flatMap((one) => servedRegister(one, context)),
  ];
}

function servedRegister(register: Register, context: ServerContext): readonly Served[] {
  const { rows, core, attachments, audit } = context;
  const { list, read, add, correct, withdraw, sheet, bring, attach, attachment } = operationsOf(register);
  /** @param id the row that is corrected: its own value is no duplicate */
  const checked = (values: Values, id?: string): Values => {
    for (const [name, field] of Object.entries(register.fields)) {
      const value = values[name] ?? null;
      if (field.kind === 'camera' && typeof value === 'string' && !isCamera(core, value))
        throw new ServerRefusal('recorder/input-invalid', { field: `values.${name}` });
      if (field.kind === 'file' && typeof value === 'string' && !attachments.has(fileHashOf(value)))
        throw new ServerRefusal('recorder/input-invalid', { field: `values.${name}` });
      const isTaken = (row: RegisterRow) => !row.withdrawn && row.id !== id && row.values[name] === value;
      if (field.unique && value !== null && rows.rows(register).some(isTaken))
        throw new ServerRefusal('recorder/value-taken', { field: field.zh, value: String(value) });
    }
    const others = register.against && rows.rows(register).filter((row) => !row.withdrawn && row.id !== id);
    const wrong = register.against?.(
      values,
      (others ?? []).map((row) => row.values),
    );
    if (wrong)
      throw new ServerRefusal('recorder/row-against', {
        path: `values.${wrong.field}`,
        zh: wrong.words.zh,
        en: wrong.words.en,
      });
    return values;
  };
  return [
    serve(list, async ({ query }) => {
      const { sort, order, page, size, ...filter } = query;
      if (sort !== 'createdMs' && !Object.hasOwn(register.fields, sort))
        throw new ServerRefusal('recorder/input-invalid', { field: 'sort' });
      const found = sortRows(findRows(register, rows.rows(register), filter), sort, order);
      const shown = found.slice((page - 1) * size, page * size);
      const marked = await audit.markedRows(register, shown);
      const lost = await audit.lostRows(register);
      return { total: found.length, page, size, rows: [...marked], lost: [...lost] };
    }),
    serve(read, async ({ params }) => {
      const row = rows.get(register, params.id);
      const history = await audit.markedVersions(register, params.id, rows.history(register, params.id));
      return { row: (await audit.markedRows(register, [row]))[0] ?? row, history: [...history] };
    }),
    serve(add, ({ body, person }) => rows.add(register, checked(body.values), writerOf(person))),
    serve(correct, ({ params, body, person }) => {
      const { version, reason } = body;
      const written = { values: checked(body.values, params.id), by: writerOf(person), reason };
      return rows.correct(register, params.id, version, written);
    }),
    serve(withdraw, ({ params, body, person }) =>
      rows.withdraw(register, params.id, body.version, writerOf(person), body.reason),
    ),
    serve(attach, ({ query, upload }) => {
      const bytes = upload?.bytes ?? new Uint8Array();
      const { hash, mimeType } = attachments.keep(bytes);
      return { file: `${hash}/${query.name}`, mimeType, sizeBytes: bytes.length };
    }),
    serve(attachment, ({ params, reply }) => {
      if (!rows.names(register, params.hash))
        throw new ServerRefusal('recorder/not-found', { what: params.hash });
      const { bytes, mimeType } = attachments.read(params.hash);
      return reply
        .type(mimeType)
        .header('content-disposition', 'attachment')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .send(Buffer.from(bytes));
    }),
    serve(bring, async ({ query, upload, person }) => {
      const standing = rows.rows(register).filter(({ withdrawn }) => !withdrawn);
      const bytes = upload?.bytes ?? new Uint8Array();
      const { fresh, ...found } = await readRows(register, bytes, standing, cameraNamed(core));
      if (!query.write) return { ...found, written: 0 };
      for (const values of fresh) await rows.add(register, values, writerOf(person));
      return { ...found, written: fresh.length };
    }),
    serve(sheet, async ({ query }) => ({
      bytes: await sheetOf(
        register,
        await audit.markedRows(
          register,
          sortRows(findRows(register, rows.rows(register), query), 'createdMs', 'asc'),
        ),
      ),
      type: sheetMediaType,
      fileName: `${register.title.zh}.xlsx`,
    })),
  ];
}

const isCamera = (core: ServerContext['core'], id: string): boolean =>
  core.cameras.find(id) !== undefined || core.extent(id) !== undefined;

/** Cameras as people write them: the id, or a name that only one has. */
function cameraNamed(core: ServerContext['core']): FindCamera {
  const cameras = core.cameras.list();
  return (written) => {
    if (isCamera(core, written)) return written;
    const [only, ...more] = cameras.filter(({ name }) => name === written);
    return more.length === 0 ? only?.id : undefined;
  };
}

const writerOf = ({ user, name }: Person) => ({ user, name });

function sheetOf({ title, fields }: Register, rows: readonly RegisterRow[]): Promise<Uint8Array> {
  const columns = Object.entries(fields);
  const instant = { kind: 'instant', zh: '', en: '' } as const;
  return writeSheet({
    name: title.zh,
    heads: [...columns.map(([, { zh }]) => zh), '登记人', '登记时间', '版本', '撤回', '与证据日志核对'],
    rows: rows.map((row) => [
      ...columns.map(([name, field]) => cellOf(field, row.values[name], 'zh')),
      row.by.name,
      cellOf(instant, row.createdMs, 'zh'),
      String(row.version),
      row.withdrawn ? (row.reason ?? '') : '',
      row.differs ? '不符' : '相符',
    ]),
    widths: [...columns.map(([, { kind }]) => (kind === 'note' ? 40 : 18)), 14, 18, 6, 20, 12],
    wrap: true,
  });
}
