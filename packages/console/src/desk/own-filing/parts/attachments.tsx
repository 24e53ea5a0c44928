// SPDX-License-Identifier: Apache-2.0
/** Sealed letter, photos and other papers of a filing: small pictures to look at, the files themselves behind them. */
import { DeleteOutlined, FilePdfOutlined } from '@ant-design/icons';
import type { RowOf } from '@mingjing/contracts';
import {
  attachmentKinds,
  attachmentTypes,
  attachToFiling,
  listFilingAttachments,
  mostAttachmentBytes,
  readFilingAttachment,
  readFilingThumbnail,
  removeFilingAttachment,
} from '@mingjing/contracts/desk';
import { Button, Card, Space, Tag, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { smallerPhoto } from '../../../frame/smaller-photo.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import sheet from './attachments.module.css';

export function Attachments({ id, editable }: { readonly id: string; readonly editable: boolean }) {
  const { t } = useTranslation();
  const list = useRead(listFilingAttachments, { params: { id } });
  const [tooLarge, setTooLarge] = useState(false);
  const refresh = [listFilingAttachments];
  const add = useAction(
    ({ file, kind }: { readonly file: File; readonly kind: (typeof attachmentKinds)[number] }) =>
      call(attachToFiling, { params: { id }, query: { kind }, file }),
    { refresh },
  );
  const remove = useAction(
    (attachment: string) => call(removeFilingAttachment, { params: { id, attachment } }),
    { refresh },
  );
  const take = (kind: (typeof attachmentKinds)[number]) => async (chosen: File) => {
    const file = await smallerPhoto(chosen, mostAttachmentBytes);
    setTooLarge(file.size > mostAttachmentBytes);
    if (file.size <= mostAttachmentBytes) add.run({ file, kind });
    return false;
  };
  if (!editable && list.data?.length === 0) return null;
  return (
    <Card size="small" title={t('filing.attachments')} className={layout.below4}>
      <ProblemAlert error={add.problem ?? remove.problem ?? list.error} />
      {tooLarge ? <Typography.Text type="danger">{t('filing.attachmentTooLarge')}</Typography.Text> : null}
      <Space wrap align="start">
        {(list.data ?? []).map((one) => (
          <Paper
            key={one.id}
            filing={id}
            paper={one}
            onRemove={editable ? () => remove.run(one.id) : undefined}
          />
        ))}
      </Space>
      {editable ? (
        <Space wrap className={layout.above2}>
          {attachmentKinds.map((kind) => (
            <Upload
              key={kind}
              accept={attachmentTypes.join()}
              showUploadList={false}
              beforeUpload={take(kind)}
            >
              <Button loading={add.busy}>{t(`filing.attach.${kind}`)}</Button>
            </Upload>
          ))}
          <Typography.Text type="secondary">{t('filing.attachmentHint')}</Typography.Text>
        </Space>
      ) : null}
    </Card>
  );
}

interface PaperProps {
  readonly filing: string;
  readonly paper: RowOf<typeof listFilingAttachments>;
  /** Undefined: it stays. */
  readonly onRemove: (() => void) | undefined;
}

function Paper({ filing, paper, onRemove }: PaperProps) {
  const { t } = useTranslation();
  const at = { params: { id: filing, attachment: paper.id } };
  const isPicture = paper.mediaType !== 'application/pdf';
  return (
    <figure className={sheet.paper}>
      <a href={linkTo(readFilingAttachment, at)} aria-label={`${t('common.download')} ${paper.fileName}`}>
        {isPicture ? (
          <img
            src={linkTo(paper.hasThumbnail ? readFilingThumbnail : readFilingAttachment, at)}
            alt={paper.fileName}
            loading="lazy"
            className={sheet.picture}
          />
        ) : (
          <FilePdfOutlined className={sheet.noPicture} />
        )}
      </a>
      <figcaption className={`${layout.small} ${layout.breaks}`}>
        <Tag>{t(`filing.attachmentKind.${paper.kind}`)}</Tag>
        {paper.fileName}
        {paper.scanned ? null : <div>{t('filing.notScanned')}</div>}
        {onRemove ? (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${paper.fileName}`}
            onClick={onRemove}
          />
        ) : null}
      </figcaption>
    </figure>
  );
}
