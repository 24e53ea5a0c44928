// SPDX-License-Identifier: Apache-2.0
import { LawLibrary } from '../../law/library.tsx';
import { CoverageTab } from './parts/coverage-tab.tsx';
import { LetterButtons } from './parts/letter-buttons.tsx';
import { VersionsTab } from './parts/versions-tab.tsx';

const more = { versions: VersionsTab, coverage: CoverageTab } as const;

/** The law library at the desk: with what changes between versions, what is modelled, and letters to take away. */
export const LawPage = () => (
  <LawLibrary more={more} actions={(request) => <LetterButtons request={request} />} />
);
