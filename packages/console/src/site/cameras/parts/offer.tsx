// SPDX-License-Identifier: Apache-2.0
import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

/** One stream that may be chosen, or that is recorded already. */
export function Offer(props: {
  readonly title: string;
  readonly address: string;
  readonly camera: string | undefined;
  readonly onChoose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={`${layout.row} ${layout.gap2} ${layout.below2}`}>
      <Button
        size="small"
        autoInsertSpace={false}
        onClick={props.onChoose}
        aria-label={`${t('cameras.choose')} ${props.title}`}
      >
        {t('cameras.choose')}
      </Button>
      <div>
        {props.title}
        <br />
        <Typography.Text type="secondary" className={`${layout.small} ${layout.breaks}`}>
          {props.address}
        </Typography.Text>
        {props.camera === undefined ? null : (
          <div className={layout.note}>{t('cameras.alreadyRecorded', { camera: props.camera })}</div>
        )}
      </div>
    </div>
  );
}
