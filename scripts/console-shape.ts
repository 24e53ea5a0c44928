// SPDX-License-Identifier: Apache-2.0
/** What of the consoles' pages is too long to be seen at once, and what of their look stands outside the sheets. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../packages/console/src');
/** A component fits a screen. */
const mostLines = 70;

export const pages = (): readonly { readonly path: string; readonly text: string }[] =>
  globSync('**/*.tsx', { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

function walk(text: string, see: (node: ts.Node, line: (at: number) => number) => void): void {
  const file = ts.createSourceFile('page.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const line = (at: number) => file.getLineAndCharacterOfPosition(at).line + 1;
  const visit = (node: ts.Node): void => {
    see(node, line);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** `line: text` of each inline style that is not computed: those belong in a sheet. */
export function writtenStyles(text: string): readonly string[] {
  const found: string[] = [];
  walk(text, (node, line) => {
    if (!ts.isJsxAttribute(node) || !/^styles?$/.test(node.name.getText())) return;
    const of =
      node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
    if (node.name.getText() === 'style' && of && isComputed(of)) return;
    found.push(`${line(node.getStart())}: ${node.getText()}`);
  });
  return found;
}

/** Where something lies, how large it is by what is shown: every value follows from a fact. */
function isComputed(style: ts.Expression): boolean {
  if (ts.isAsExpression(style)) return isComputed(style.expression);
  return (
    ts.isObjectLiteralExpression(style) &&
    style.properties.every((one) => {
      if (ts.isShorthandPropertyAssignment(one)) return true;
      return ts.isPropertyAssignment(one) && !isLiteral(one.initializer);
    })
  );
}

const isLiteral = (value: ts.Expression): boolean =>
  ts.isLiteralExpression(value) ||
  ts.isPrefixUnaryExpression(value) ||
  (ts.isConditionalExpression(value) && isLiteral(value.whenTrue) && isLiteral(value.whenFalse));

/** `name: lines` of each function that does not fit a screen. */
export function longFunctions(text: string): readonly string[] {
  const found: string[] = [];
  walk(text, (node, line) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const lines = line(node.end) - line(node.getStart()) + 1;
    if (lines > mostLines) found.push(`${nameOf(node)}: ${lines}`);
  });
  return found;
}

function nameOf(node: ts.Node): string {
  if (ts.isFunctionDeclaration(node) && node.name) return node.name.text;
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '(no name)';
}
