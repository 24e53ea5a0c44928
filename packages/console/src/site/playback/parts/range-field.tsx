// SPDX-License-Identifier: Apache-2.0
/** From when to when: by name, or to the second. Beijing time, across midnight as well. */
import { Button, DatePicker, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { faceOf, instantOf } from '../../beijing-range.ts';
import { quickRange, quickRanges, type Range } from './look-address.ts';

interface RangeFieldProps {
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

export function RangeField({ range, onRange }: RangeFieldProps) {
  const { t } = useTranslation();
  const take = (faces: null | readonly (Dayjs | null)[]) => {
    const [from, to] = faces ?? [];
    if (!from || !to) return;
    const [fromMs, toMs] = [instantOf(from), instantOf(to)];
    if (fromMs < toMs) onRange({ fromMs, toMs });
  };
  return (
    <Space wrap>
      <Space.Compact>
        {quickRanges.map((name) => (
          <Button key={name} onClick={() => onRange(quickRange(name, Date.now()))}>
            {t(`playback.ranges.${name}`)}
          </Button>
        ))}
      </Space.Compact>
      <DatePicker.RangePicker
        showTime
        allowClear={false}
        aria-label={t('playback.period')}
        className={layout.full}
        value={[faceOf(range.fromMs), faceOf(range.toMs)]}
        onChange={take}
      />
    </Space>
  );
}
