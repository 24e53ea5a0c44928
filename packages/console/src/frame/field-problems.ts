// SPDX-License-Identifier: Apache-2.0
import type { FormInstance } from 'antd';
import { RequestRefused } from './request.ts';

/** What a refusal says in one line. */
export const wordsOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);

/**
 * Writes the reasons of a refusal under the fields they are about; does nothing for any other problem.
 *
 * @param form of Ant Design
 * @param within the name under which the body carries what the form shows flat
 */
export function showFieldProblems<Values>(
  form: Pick<FormInstance<Values>, 'setFields'>,
  problem: unknown,
  within?: string,
): void {
  if (!(problem instanceof RequestRefused) || problem.problem.fields === undefined) return;
  form.setFields(
    Object.entries(problem.problem.fields).map(([path, why]) => ({
      name: path
        .split('.')
        .filter((step, index) => index > 0 || step !== within)
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
      errors: [why],
    })) as Parameters<FormInstance<Values>['setFields']>[0],
  );
}
