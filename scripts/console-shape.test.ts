// SPDX-License-Identifier: Apache-2.0
/** Pages of the consoles are in parts that fit a screen, and their looks are in sheets. */
import { describe, expect, it } from 'vitest';
import { longFunctions, pages, writtenStyles } from './console-shape.ts';

const found = (look: (text: string) => readonly string[]) =>
  pages().flatMap(({ path, text }) => look(text).map((what) => `${path} ${what}`));

describe('a page of the consoles', () => {
  it('has its looks in a sheet: inline is only what is computed', () => {
    expect(found(writtenStyles)).toEqual([]);
  });
  it('is in parts that fit a screen', () => {
    expect(found(longFunctions)).toEqual([]);
  });
});

describe('the look at a page', () => {
  it('tells a written style from a computed one', () => {
    expect(writtenStyles('const a = <p style={{ left: percent(at), flex: count }} />;')).toEqual([]);
    const written = [
      '{{ margin: 4 }}',
      "{{ left: percent(at), color: 'red' }}",
      '{{ height: many ? 22 : 34 }}',
      '{wide}',
      '{{ margin: -4 }}',
      '{{ width: `80%` }}',
    ];
    for (const style of written) expect(writtenStyles(`const a = <p style=${style} />;`)).toHaveLength(1);
    expect(writtenStyles('const a = <Card styles={{ body: { padding: 0 } }} />;')).toHaveLength(1);
  });
  it('counts the lines of components, also of arrows and of what is in them', () => {
    const lines = (count: number) => 'a();\n'.repeat(count);
    expect(longFunctions(`export function Page() {\n${lines(68)}}\n`)).toEqual([]);
    expect(longFunctions(`export function Page() {\n${lines(69)}}\n`)).toEqual(['Page: 71']);
    expect(longFunctions(`const Part = () => {\n${lines(69)}};\n`)).toEqual(['Part: 71']);
  });
});
