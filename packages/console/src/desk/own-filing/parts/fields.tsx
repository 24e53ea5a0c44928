// SPDX-License-Identifier: Apache-2.0
/** A field of the filing form: what is meant, where its value comes from, what is wrong with it, why it was returned. */
import type { FilingView } from '@mingjing/contracts/desk';
import { Form, Typography } from 'antd';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';

/** What is said of the form's fields: why one was returned, what the check found, where a value comes from. */
export interface FieldNotes {
  readonly reasons: Readonly<Record<string, string>> | null;
  readonly checks: FilingView['checks'];
  readonly sources: FilingView['sources'];
}
export const FieldNotes = createContext<FieldNotes>({ reasons: null, checks: [], sources: {} });

/** What stands under a field: a wrong value and a returned one come before hints. */
function useNote(path: string, hint?: string) {
  const { t } = useTranslation();
  const { reasons, checks, sources } = useContext(FieldNotes);
  const value = Form.useWatch(path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
  const reason = reasons?.[path];
  const wrong = checks.find(({ field, weight }) => field === path && weight === 'error');
  const typed = value !== undefined && value !== null && value !== '';
  const source = sources[path];
  const extra = [
    hint === undefined ? undefined : t(`filing.${hint}`),
    source === undefined
      ? undefined
      : t('filing.source', { source: sourceWords(source.source, t), on: source.on }),
  ].filter((text) => text !== undefined);
  return {
    ...(extra.length > 0 && { extra: extra.join(' · ') }),
    ...(wrong !== undefined && typed
      ? { validateStatus: 'error' as const, help: currentLanguage() === 'en' ? wrong.en : wrong.zh }
      : reason === undefined
        ? {}
        : { validateStatus: 'warning' as const, help: reason }),
  };
}

/** `register` and `filing NUMBER` are ours, anything else is the department's name. */
export const sourceWords = (source: string, t: (key: string) => string): string =>
  source === 'register'
    ? t('filing.fromRegister')
    : source.startsWith('filing')
      ? `${t('filing.fromFiling')}${source.slice('filing'.length)}`
      : source;

interface FieldProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Field({ name, hint, children }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={t(`filing.${name}`)} {...useNote(name, hint)}>
      {children}
    </Form.Item>
  );
}

/** One field of a person or a camera. */
export function PartField({
  list,
  index,
  name,
  label,
  children,
}: {
  readonly list: 'people' | 'cameras';
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Form.Item name={[index, name]} label={t(`filing.${label}`)} {...useNote(`${list}.${index}.${name}`)}>
      {children}
    </Form.Item>
  );
}

/** Where people or cameras come from that were filled in. */
export function PartsNote({ list }: { readonly list: 'people' | 'cameras' }) {
  const { t } = useTranslation();
  const source = useContext(FieldNotes).sources[list];
  return source === undefined ? null : (
    <Typography.Paragraph type="secondary">
      {t('filing.source', { source: sourceWords(source.source, t), on: source.on })}
    </Typography.Paragraph>
  );
}
