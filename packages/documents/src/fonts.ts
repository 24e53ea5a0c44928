// SPDX-License-Identifier: Apache-2.0
/** Which font files the typesetter may use: the free one of the package, then a folder of the office's own. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Folders of the free serif face (OFL), regular and bold. */
function freeFontFolders(): readonly string[] {
  const root = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'),
  );
  return [join(root, '400Regular'), join(root, '700Bold')];
}

/** One file of the free face, regular: also for words on pictures. */
export function freeFontFile(): string {
  return join(freeFontFolders()[0]!, 'NotoSerifSC_400Regular.ttf');
}

/**
 * Folders searched for fonts, in order.
 *
 * @param fontFolder absolute path where an office keeps fonts it bought (小标宋, 仿宋_GB2312); absent: none
 */
export function fontFolders(fontFolder: string | undefined): string[] {
  return fontFolder === undefined ? [...freeFontFolders()] : [fontFolder, ...freeFontFolders()];
}
