// SPDX-License-Identifier: Apache-2.0
import { LawLibrary } from '../../law/library.tsx';

/** The law library, the same as anywhere else. */
export const LawPage = () => <LawLibrary />;
