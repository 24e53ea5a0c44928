// SPDX-License-Identifier: Apache-2.0
/** 裁量说明书 to take away: from a case by its address, or of facts that are only being tried. */
import { letterFileByLaw, letterOfCase } from '@mingjing/contracts/desk';
import type { Request } from '@mingjing/law';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { download, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useMay } from '../../use-role.ts';

const formats = ['pdf', 'docx'] as const;

/** For the page of a case; shows nothing to people who may not have it. */
export function CaseLetterButtons({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  if (!useMay(letterOfCase)) return null;
  return (
    <Space wrap className={layout.below3}>
      {formats.map((format) => (
        <Button key={format} href={linkTo(letterOfCase, { params: { id, format } })} download>
          {t('law.letter')} {format.toUpperCase()}
        </Button>
      ))}
    </Space>
  );
}

/** For facts on a page, before there is a case. */
export function LetterButtons({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const write = useAction((format: (typeof formats)[number]) =>
    download(letterFileByLaw, { params: { format }, body: request }),
  );
  if (!useMay(letterFileByLaw)) return null;
  return (
    <div className={layout.below3}>
      <Space wrap>
        {formats.map((format) => (
          <Button key={format} loading={write.busy} onClick={() => write.run(format)}>
            {t('law.letter')} {format.toUpperCase()}
          </Button>
        ))}
      </Space>
      <ProblemAlert error={write.problem} />
    </div>
  );
}
