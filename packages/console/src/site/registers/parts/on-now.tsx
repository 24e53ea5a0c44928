// SPDX-License-Identifier: Apache-2.0
/** What the rows say is so now: who is on duty. Nobody written down is said as that, not as nobody there. */
import { cellOf, operationsOf, type Register } from '@mingjing/contracts/registers';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { useRead } from '../../../frame/use-read.ts';

export function OnNow({ register }: { readonly register: Register }) {
  const { t } = useTranslation();
  const { list } = operationsOf(register);
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const [name = '', field] = Object.entries(register.fields)[0] ?? [];
  // The newest rows: whoever is on began not long ago.
  const rows = useRead(list, { query: { sort: 'createdMs', order: 'desc', page: 1, size: 50 } });
  const { now } = register;
  if (!now || !field || !rows.data) return null;
  const nowMs = Date.now();
  const who = rows.data.rows
    .filter(({ values }) => now.holds(values, nowMs))
    .map(({ values }) => cellOf(field, values[name], language));
  return (
    <Alert
      type={who.length > 0 ? 'success' : 'warning'}
      showIcon
      className={layout.below3}
      title={`${now.words[language]}${language === 'zh' ? '：' : ': '}${who.join('、') || t('registers.nobodyWritten')}`}
    />
  );
}
