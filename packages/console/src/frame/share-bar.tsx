// SPDX-License-Identifier: Apache-2.0
import sheet from './share-bar.module.css';

export type Tone = 'good' | 'bad' | 'unsure' | 'same' | 'absent';

export interface ShareBarProps {
  /** The same in words: a bar alone says nothing to who cannot see it. */
  readonly words: string;
  readonly parts: readonly { readonly id: string; readonly tone: Tone; readonly count: number }[];
}

/** Shares of a whole as one bar. */
export function ShareBar({ words, parts }: ShareBarProps) {
  return (
    <div role="img" aria-label={words} className={sheet.bar}>
      {parts.map(({ id, tone, count }) => (
        <div key={id} className={sheet[tone]} style={{ flex: count }} />
      ))}
    </div>
  );
}

/** The colour of a part, before its words. */
export function ShareSign({ tone }: { readonly tone: Tone }) {
  return <span className={`${sheet.sign} ${sheet[tone]}`} />;
}
