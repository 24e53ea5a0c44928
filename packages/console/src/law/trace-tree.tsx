// SPDX-License-Identifier: Apache-2.0
/** The reasoning step by step, each with its provision or facts, in the words of the law: no id of ours is shown. */
import { type TraceNode, traceWords } from '@mingjing/law';
import { Tag, Typography } from 'antd';
import layout from '../frame/layout.module.css';

export function TraceTree({ node, depth = 0 }: { readonly node: TraceNode; readonly depth?: number }) {
  const { step, result, article, facts, because, rejected } = traceWords(node);
  return (
    <div className={depth === 0 ? 'law-trace' : 'law-trace law-trace-below'} lang="zh-CN">
      <div>
        <Typography.Text strong>{step}</Typography.Text>{' '}
        <Typography.Text code>{result || '—'}</Typography.Text>{' '}
        {article === null ? null : (
          <Tag color="blue" className={layout.manyLines}>
            {article}
          </Tag>
        )}
        {node.errata?.map((erratum) => (
          <Tag key={erratum} color="gold">
            {erratum}
          </Tag>
        ))}
      </div>
      {because === null ? null : <Typography.Text type="secondary">{because}</Typography.Text>}
      {facts.length === 0 ? null : <div className={layout.small}>{facts.join(' · ')}</div>}
      {node.quote === undefined ? null : <blockquote className="law-quote">{node.quote}</blockquote>}
      {rejected.length === 0 ? null : (
        <ul className={`${layout.list} ${layout.small}`}>
          {rejected.map(({ what, because: why }) => (
            <li key={what + why}>
              ✕ {what}：{why}
            </li>
          ))}
        </ul>
      )}
      {node.children?.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <TraceTree key={index} node={child} depth={depth + 1} />
      ))}
    </div>
  );
}
