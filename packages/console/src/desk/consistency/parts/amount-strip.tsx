// SPDX-License-Identifier: Apache-2.0
/** Each decision a dot inside its range, one lane for each district; the case in question is marked. Opened from the list below it. */
import type { ComparedCase } from '@mingjing/contracts/desk';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

interface Props {
  readonly cases: readonly ComparedCase[];
  /** Filled; the others are rings. */
  readonly alike: ReadonlySet<string>;
  readonly mine: string | null;
}

const width = 640;
const left = 84;
const right = 24;
const step = 11;
const radius = 5;

const xOf = (position: number): number =>
  left + Math.max(-0.08, Math.min(1.08, position)) * (width - left - right);

export function AmountStrip({ cases, alike, mine }: Props) {
  const { t } = useTranslation();
  const lanes = [...Map.groupBy(cases, ({ district }) => district)].sort(([a], [b]) => (a < b ? -1 : 1));
  const laid = lanes.map(([district, own]) => ({ district, dots: stack(own) }));
  const heights = laid.map(({ dots }) => 30 + Math.max(0, ...dots.map(({ level }) => level)) * step);
  const height = heights.reduce((sum, one) => sum + one, 34);
  let top = 6;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      role="img"
      aria-label={t('consistency.stripLabel', { count: cases.length })}
      className={layout.formWide}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((mark) => (
        <g key={mark}>
          <line x1={xOf(mark)} x2={xOf(mark)} y1={0} y2={height - 22} stroke="#d5dae1" />
          <text x={xOf(mark)} y={height - 6} fontSize="12" fill="#4f5661" textAnchor="middle">
            {mark * 100}%
          </text>
        </g>
      ))}
      {laid.map(({ district, dots }, index) => {
        const base = top + (heights[index] ?? 0) - 12;
        top += heights[index] ?? 0;
        return (
          <g key={district}>
            <text x={4} y={base + 4} fontSize="12" fill="#4f5661">
              {district}
            </text>
            {dots.map(({ one, level }) => (
              <g key={one.id}>
                <circle
                  cx={xOf(one.position)}
                  cy={base - level * step}
                  r={one.id === mine ? radius + 3 : radius}
                  fill={one.id === mine ? '#c5221f' : alike.has(one.id) ? '#1a5fb4' : '#fff'}
                  stroke={one.deviations.length > 0 ? '#c77700' : '#1a5fb4'}
                  strokeWidth={one.deviations.length > 0 ? 3 : 1.5}
                />
                <title>{`${one.decidedOn} · ${one.amountYuan}`}</title>
              </g>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** Dots of the same place stand on each other. */
function stack(
  cases: readonly ComparedCase[],
): readonly { readonly one: ComparedCase; readonly level: number }[] {
  const levels = new Map<number, number>();
  return cases.map((one) => {
    const place = Math.round(one.position * 60);
    const level = levels.get(place) ?? 0;
    levels.set(place, level + 1);
    return { one, level };
  });
}
