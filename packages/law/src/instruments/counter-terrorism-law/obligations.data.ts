// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one row a block
/** Rows CT-… : what the Counter-Terrorism Law asks of the units of key targets. */
import type { ObligationRow } from '../../forms/obligation-row.ts';

export const counterTerrorRows: readonly ObligationRow[] = [
  {
    id: 'CT-01', provision: 'counter-terrorism-law/retention', kinds: 'O',
    title: '重点目标保存不少于90日',
    bearer: 'managementUnit', subject: '防范恐怖袭击重点目标的管理单位', modality: 'must',
    act: '视频图像信息保存',
    trigger: '被确定为重点目标', quantityText: '≥90日', evidenceText: '存储策略、回放', breachText: '第八十八条：警告、责令改正；拒不改正罚款',
    when: ['counterTerrorKeyTarget'],
    test: { kind: 'retention' },
    parameter: 'counter-terrorism-law/retention-days',
    sanction: 'counter-terrorism-law/retention-sanction',
  },
];
