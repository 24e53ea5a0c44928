// SPDX-License-Identifier: Apache-2.0
/** Backup codes as they are shown, once: to copy, to save, to write down. */
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  const text = codes.join('\n');
  return (
    <Alert
      type="warning"
      title={t('signIn.backup')}
      style={{ marginBottom: 12 }}
      description={
        <>
          <div
            data-testid="backup-codes"
            style={{
              display: 'grid',
              gridTemplateColumns: 'repeat(2, max-content)',
              gap: '2px 20px',
              margin: '4px 0 8px',
            }}
          >
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
