// SPDX-License-Identifier: Apache-2.0
import { LawLibrary } from '../../law/library.tsx';
import { CoverageTab } from './law/coverage-tab.tsx';
import { LetterButtons } from './law/letter-buttons.tsx';
import { VersionsTab } from './law/versions-tab.tsx';

const more = { versions: VersionsTab, coverage: CoverageTab } as const;

/** The law library at the desk: with what changes between versions, what is modelled, and letters to take away. */
export const LawPage = () => (
  <LawLibrary more={more} actions={(request) => <LetterButtons request={request} />} />
);
