// SPDX-License-Identifier: Apache-2.0
/** The reasoning step by step, each with its provision or facts, without opening code. */
import { findProvision, printedArticle, publishedArticle, type TraceNode } from '@mingjing/law';
import { Tag, Typography } from 'antd';
import layout from '../frame/layout.module.css';

export function TraceTree({ node, depth = 0 }: { readonly node: TraceNode; readonly depth?: number }) {
  const article = node.provision === undefined ? undefined : articleOf(node.provision);
  return (
    <div className={depth === 0 ? 'law-trace' : 'law-trace law-trace-below'} lang="zh-CN">
      <div>
        <Typography.Text strong>{node.step}</Typography.Text>{' '}
        <Typography.Text code>{wordsOf(node.result)}</Typography.Text>{' '}
        {article === undefined ? null : <Tag color="blue">{article}</Tag>}
        {node.errata?.map((erratum) => (
          <Tag key={erratum} color="gold">
            {erratum}
          </Tag>
        ))}
      </div>
      {node.because === undefined ? null : <Typography.Text type="secondary">{node.because}</Typography.Text>}
      {node.facts === undefined || Object.keys(node.facts).length === 0 ? null : (
        <div className={layout.small}>
          {Object.entries(node.facts)
            .map(([fact, value]) => `${fact} = ${wordsOf(value)}`)
            .join(' · ')}
        </div>
      )}
      {node.quote === undefined ? null : <blockquote className="law-quote">{node.quote}</blockquote>}
      {node.rejected === undefined || node.rejected.length === 0 ? null : (
        <ul className={`${layout.list} ${layout.small}`}>
          {node.rejected.map(({ what, because }) => (
            <li key={what + because}>
              ✕ {what}：{because}
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

function articleOf(id: string): string {
  const provision = findProvision(id);
  if (!provision) return id;
  const [printed, published] = [printedArticle(provision), publishedArticle(provision)];
  const both =
    printed !== null && published !== null && printed !== published
      ? `${printed}（公布：${published}）`
      : (printed ?? published ?? id);
  return `${provision.instrument} ${both}`;
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('、') || '—';
  return JSON.stringify(value) ?? '—';
}
