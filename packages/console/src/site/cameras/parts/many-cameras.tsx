// SPDX-License-Identifier: Apache-2.0
/** Several cameras at once: lines as they come out of a spreadsheet, each added by itself and each refusal said. */
import { listCameras } from '@mingjing/contracts/site';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordsOf } from '../../../frame/field-problems.ts';
import layout from '../../../frame/layout.module.css';
import { useAction } from '../../../frame/use-action.ts';
import { addCamera } from '../../api/footage.ts';
import { parseCameraLines } from './camera-lines.ts';

interface Outcome {
  readonly added: number;
  readonly left: readonly { readonly text: string; readonly line: number; readonly why: string }[];
}

export function ManyCameras({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = useAction(
    async (given: string): Promise<Outcome> => {
      let added = 0;
      const left: Outcome['left'][number][] = [];
      for (const { line, text: written, name, url, group } of parseCameraLines(given)) {
        if (url === undefined) {
          left.push({ text: written, line, why: t('cameras.manyNoUrl') });
          continue;
        }
        try {
          await addCamera({ url, ...(name && { name }), ...(group && { group }) });
          added += 1;
        } catch (problem) {
          left.push({ text: written, line, why: wordsOf(problem) });
        }
      }
      return { added, left };
    },
    { refresh: [listCameras], onDone: ({ left }) => setText(left.map((each) => each.text).join('\n')) },
  );
  return (
    <Modal
      open
      title={t('cameras.many')}
      onCancel={onClose}
      cancelText={t('common.close')}
      okText={t('cameras.manyRun')}
      okButtonProps={{ disabled: text.trim() === '' }}
      confirmLoading={add.busy}
      onOk={() => add.run(text)}
    >
      <p>{t('cameras.manyHint')}</p>
      <Input.TextArea
        aria-label={t('cameras.many')}
        autoSize={{ minRows: 6, maxRows: 16 }}
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="大堂东侧, rtsp://用户:密码@192.168.1.10/stream1, 一层"
      />
      <div role="status" className={layout.above3}>
        {add.done && add.done.added > 0 ? (
          <Alert type="success" showIcon title={t('cameras.manyDone', { count: add.done.added })} />
        ) : null}
        {add.done && add.done.left.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            className={layout.above2}
            title={t('cameras.manyLeft', { count: add.done.left.length })}
            description={add.done.left.map(({ line, why }) => (
              <div key={line}>{t('cameras.manyLine', { line, why })}</div>
            ))}
          />
        ) : null}
      </div>
    </Modal>
  );
}
