// SPDX-License-Identifier: Apache-2.0
/**
 * Untrusted JSON to a request, or a refusal that names the field by its path. Nothing is guessed: an unknown
 * field, a wrong type, an impossible day, dates in the wrong order and facts that exclude each other are refused.
 */
import { findDayNumber } from '../deadlines/deadlines.ts';
import { LawError } from '../errors.ts';
import { type CalendarDay, type DecidableInstrumentId, decidableInstruments } from '../types/corpus.ts';
import type { FactId, Facts, Person, Request } from '../types/facts.ts';
import { findProblem } from './consistency.ts';
import { type FactKind, factTable, jurisdictionCodes } from './fact-table.ts';
import { isAreaCode } from './jurisdiction.ts';

type Json = Readonly<Record<string, unknown>>;

const refuse = (path: string, problem: string): never => {
  throw new LawError('law/input-invalid', { path, problem });
};
/**
 * Parses one request.
 *
 * @param input parsed JSON
 * @param today calendar day in Asia/Shanghai, used as `decisionDate` where the request names none
 * @param path where the request stands, e.g. `[3].` in a batch; put before every field name
 * @throws LawError `law/input-invalid`, `law/input-contradictory` with `path` and `problem`
 */
export function parseRequest(input: unknown, today: CalendarDay, path = ''): Request {
  const body = record(input, path === '' ? '(request)' : path.replace(/\.$/, ''));
  for (const key of Object.keys(body)) {
    if (!['instruments', 'facts', 'actDate', 'decisionDate'].includes(key)) {
      refuse(`${path}${key}`, '没有这个字段，只有 instruments、facts、actDate、decisionDate');
    }
  }
  const facts = parseFacts(body['facts'], `${path}facts`);
  const actDate = optionalDay(body['actDate'], `${path}actDate`);
  const decisionDate = optionalDay(body['decisionDate'], `${path}decisionDate`);
  const instruments = parseInstruments(body['instruments'], `${path}instruments`);
  const found = findProblem(facts, actDate, {
    day: decisionDate ?? today,
    stated: decisionDate !== undefined,
  });
  if (found !== undefined) {
    throw new LawError(found.code, { path: `${path}${found.path}`, problem: found.problem });
  }
  return {
    facts,
    decisionDate: decisionDate ?? today,
    ...(actDate === undefined ? {} : { actDate }),
    ...(instruments === undefined ? {} : { instruments }),
  };
}

function record(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(path, '应当是一个 JSON 对象');
  }
  return value as Json;
}

function parseInstruments(value: unknown, path: string): readonly DecidableInstrumentId[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return refuse(path, '应当是文件编号的数组');
  if (value.length === 0) return refuse(path, '至少写一个文件编号，或者不写这个字段');
  const known: readonly string[] = decidableInstruments;
  const ids = value.map((id: unknown, index) =>
    typeof id === 'string' && known.includes(id)
      ? (id as DecidableInstrumentId)
      : refuse(`${path}[${index}]`, `没有文件 ${show(id)}，可用：${known.join('、')}`),
  );
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) refuse(`${path}[${index}]`, `${id} 写了两次`);
  });
  return ids;
}

function parseFacts(value: unknown, path: string): Facts {
  const source = record(value, path);
  const facts: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(source)) {
    const entry = Object.hasOwn(factTable, name) ? factTable[name as FactId] : undefined;
    if (entry === undefined) return refuse(`${path}.${name}`, '没有这个事实');
    facts[name] = parseFact(raw, entry.value, `${path}.${name}`);
  }
  if (facts['conduct'] === undefined) return refuse(`${path}.conduct`, '必须写明行为');
  return facts as unknown as Facts;
}

function parseFact(raw: unknown, kind: FactKind, path: string): unknown {
  switch (kind.kind) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : refuse(path, `应当是 true 或者 false，不是 ${show(raw)}`);
    case 'one-of':
      return typeof raw === 'string' && kind.values.includes(raw)
        ? raw
        : refuse(path, `没有 ${show(raw)} 这个值，可用：${kind.values.join('、')}`);
    case 'integer':
      return typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= kind.max
        ? raw
        : refuse(path, `应当是 0 至 ${kind.max} 的整数，不是 ${show(raw)}`);
    case 'day':
      return raw === null && kind.nullable === true ? null : parseDay(raw, path);
    case 'text':
      return typeof raw === 'string' && raw.trim() !== '' && raw.length <= 500
        ? raw
        : refuse(path, '应当是 1 至 500 字的文字');
    case 'jurisdiction':
      return typeof raw === 'string' && (Object.hasOwn(jurisdictionCodes, raw) || isAreaCode(raw))
        ? raw
        : refuse(
            path,
            `应当是 ${Object.keys(jurisdictionCodes).join('、')} 或者六位区划代码，不是 ${show(raw)}`,
          );
    case 'persons':
      return parsePersons(raw, path);
  }
}

function parsePersons(raw: unknown, path: string): unknown {
  if (!Array.isArray(raw)) return refuse(path, '应当是数组');
  return raw.map((person: unknown, index) => {
    const at = `${path}[${index}]`;
    return Object.fromEntries(
      Object.entries(record(person, at)).map(([field, value]) => {
        const kind = Object.hasOwn(personFields, field) ? personFields[field as keyof Person] : undefined;
        if (kind === undefined) {
          const known = Object.keys(personFields).join('、');
          return refuse(`${at}.${field}`, `责任人员没有这个字段，只有 ${known}`);
        }
        return [field, parseFact(value, kind, `${at}.${field}`)];
      }),
    );
  });
}

const personFields: Readonly<Record<keyof Person, FactKind>> = {
  name: { kind: 'text' },
  role: { kind: 'one-of', values: ['principal', 'directlyResponsible'] },
  age: factTable.age.value,
  mentalState: factTable.mentalState.value,
};

function parseDay(raw: unknown, path: string): CalendarDay {
  if (typeof raw !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(raw)) {
    return refuse(path, `应当是 YYYY-MM-DD 的日期，不是 ${show(raw)}`);
  }
  return findDayNumber(raw) === undefined ? refuse(path, `没有 ${raw} 这一天`) : raw;
}

const optionalDay = (raw: unknown, path: string): CalendarDay | undefined =>
  raw === undefined ? undefined : parseDay(raw, path);

const show = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
};
