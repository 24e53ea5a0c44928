// SPDX-License-Identifier: Apache-2.0
/** 怎样才合规, for one duty: what to do, until when, and where the consequence of a breach is printed. */
import type { ToComply } from '@mingjing/contracts';
import { articleName } from '@mingjing/law';
import { Typography } from 'antd';

export function ComplianceSteps(props: {
  /** As either program answers it, or as the law package says it here */
  readonly duty:
    | (Readonly<Pick<ToComply, 'byText'>> & {
        readonly steps: readonly Pick<ToComply['steps'][number], 'id' | 'zh'>[];
        readonly sanction: { readonly provision: string } | null;
      })
    | undefined;
  /** The word before the article of the consequence: desk and site have words of their own */
  readonly consequence: string;
}) {
  const { duty, consequence } = props;
  if (duty === undefined) return null;
  return (
    <div lang="zh-CN">
      {duty.steps.map(({ id, zh }) => (
        <div key={id}>→ {zh}</div>
      ))}
      <Typography.Text type="secondary">
        {duty.byText}
        {duty.sanction === null ? '' : `；${consequence}${articleName(duty.sanction.provision)}`}
      </Typography.Text>
    </div>
  );
}
