// SPDX-License-Identifier: Apache-2.0
/** Backup codes as they are shown, once: to copy, to save, to write down. */
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  const text = codes.join('\n');
  return (
    <Alert
      type="warning"
      title={t('signIn.backup')}
      className={layout.below3}
      description={
        <>
          <div data-testid="backup-codes" className={`${layout.grid} ${layout.twoColumns} ${layout.below2}`}>
            {codes.map((code) => (
              <code key={code}>{code}</code>
            ))}
          </div>
          <Space wrap>
            <Button size="small" onClick={() => void navigator.clipboard?.writeText(text)}>
              {t('signIn.copyCodes')}
            </Button>
            <Button
              size="small"
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
              download="mingjing-backup-codes.txt"
            >
              {t('signIn.saveCodes')}
            </Button>
          </Space>
        </>
      }
    />
  );
}
