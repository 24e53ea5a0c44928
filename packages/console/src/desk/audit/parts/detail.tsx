// SPDX-License-Identifier: Apache-2.0
/** What was searched for, exported or changed, as the audit keeps it. */
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

/** Where a page ends and how it is sorted says nothing of what was looked for. */
const unsaid = new Set(['page', 'size', 'after', 'before', 'sort', 'version']);

export function ActDetail({ detail }: { readonly detail: unknown }) {
  const { t, i18n } = useTranslation();
  if (typeof detail !== 'object' || detail === null) return null;
  const said = Object.entries(detail).filter(([name, value]) => !unsaid.has(name) && value !== null);
  if (said.length === 0) return null;
  const nameOf = (name: string) => (i18n.exists(`audit.asked.${name}`) ? t(`audit.asked.${name}`) : name);
  return (
    <>
      {said.slice(0, 8).map(([name, value]) => (
        <div key={name} className={`${layout.small} ${layout.breaksWords}`}>
          <Typography.Text type="secondary">{nameOf(name)}：</Typography.Text>
          {typeof value === 'object' ? JSON.stringify(value).slice(0, 160) : String(value)}
        </div>
      ))}
    </>
  );
}
