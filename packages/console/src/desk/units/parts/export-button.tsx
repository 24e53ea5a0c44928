// SPDX-License-Identifier: Apache-2.0
/** Everything the filter finds as a table, with how far it is, and a way to stop. */
import { exportUnits } from '@mingjing/contracts/desk';
import { Button, Space, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, type Progress } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { UnitSearch } from './unit-search.ts';

export function ExportButton({ search: { sort: _, ...filter } }: { readonly search: UnitSearch }) {
  const { t } = useTranslation();
  const [progress, setProgress] = useState<Progress>();
  const abort = useRef<AbortController>(undefined);
  const leave = useAction(async () => {
    abort.current = new AbortController();
    setProgress({ rows: undefined, bytes: 0 });
    try {
      await download(
        exportUnits,
        { query: filter },
        { onProgress: setProgress, signal: abort.current.signal },
      );
    } catch (error) {
      if (!abort.current.signal.aborted) throw error;
    }
  });
  return (
    <Space wrap>
      <Button loading={leave.busy} onClick={() => leave.run()}>
        {t('units.export')}
      </Button>
      {leave.busy && progress ? (
        <>
          <Typography.Text role="status" type="secondary">
            {t('units.exporting', { rows: progress.rows ?? '…', mb: (progress.bytes / 1e6).toFixed(1) })}
          </Typography.Text>
          <Button type="link" onClick={() => abort.current?.abort()}>
            {t('units.stop')}
          </Button>
        </>
      ) : null}
      <ProblemAlert error={leave.problem} />
    </Space>
  );
}
