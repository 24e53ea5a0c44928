// SPDX-License-Identifier: Apache-2.0
/** How a refusal looks on a page: the server's sentence, its code in small, and a way to try again. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from './layout.module.css';
import { RequestRefused } from './request.ts';

export function ProblemAlert({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const refused = error instanceof RequestRefused ? error.problem : undefined;
  return (
    <Alert
      type="error"
      showIcon
      className={layout.below4}
      title={refused?.title ?? t('frame.unexpected')}
      description={
        refused ? (
          <>
            {refused.detail}
            <div className={layout.small}>{refused.code}</div>
          </>
        ) : (
          String(error)
        )
      }
      action={onRetry ? <Button onClick={onRetry}>{t('frame.retry')}</Button> : undefined}
    />
  );
}
