// SPDX-License-Identifier: Apache-2.0
/** The tasks of `mingjing law` that explain an answer or set versions against each other. No rule of law lives here. */
import {
  complianceText,
  comply,
  parseObligationsRequest,
  parseRequest,
  whatIf,
  whatIfText,
} from '@mingjing/law';
import type { ExitCode, Terminal } from './command.ts';
import { print, readJson, todayInChina } from './law-files.ts';

/** A request of `decide` is turned round (结果会怎样变), one of `obligations` is answered with what to do (怎样才合规). */
export async function whatIfTask(
  [file]: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const input = await readJson(file, terminal);
  const today = todayInChina();
  if (isCase(input)) {
    const answers = whatIf(parseRequest(input, today));
    if (json) print(terminal, { answers });
    else terminal.stdout(whatIfText(answers));
    return 0;
  }
  const { facts, evidence, asOf = today, role = 'unit' } = parseObligationsRequest(input);
  const duties = comply({ facts, evidence, asOf, role });
  if (json) print(terminal, { duties });
  else terminal.stdout(complianceText(duties));
  return 0;
}

const isCase = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  'facts' in input &&
  typeof input.facts === 'object' &&
  input.facts !== null &&
  'conduct' in input.facts;
