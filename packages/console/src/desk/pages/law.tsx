// SPDX-License-Identifier: Apache-2.0
import { LawLibrary } from '../../law/library.tsx';

/** The law library at the desk. */
export const LawPage = () => <LawLibrary />;
