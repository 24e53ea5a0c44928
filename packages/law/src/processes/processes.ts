// SPDX-License-Identifier: Apache-2.0
/** Every process, once. `mingjing platform processes --json` and `GET /api/processes` print this list. */
import { caseProcess } from './case.ts';
import { complaintProcess } from './complaint.ts';
import { filingProcess } from './filing.ts';
import { inspectionProcess } from './inspection.ts';
import { offSiteInspectionProcess } from './off-site.ts';
import { onTheSpotProcess } from './on-the-spot.ts';
import type { Process, ProcessState, Transition } from './process.ts';
import { rectificationProcess } from './rectification.ts';
import { citizenRequestProcess, footageRequestProcess } from './requests.ts';
import { practitionerFilingProcess, projectProcess } from './works.ts';

export { paperTitles } from './papers.ts';
export * from './process.ts';

export const processes: readonly Process[] = [
  filingProcess,
  inspectionProcess,
  offSiteInspectionProcess,
  rectificationProcess,
  caseProcess,
  onTheSpotProcess,
  footageRequestProcess,
  citizenRequestProcess,
  complaintProcess,
  projectProcess,
  practitionerFilingProcess,
];

const byId = new Map(processes.map((process) => [process.process, process]));

export const findProcess = (id: string): Process | undefined => byId.get(id);

export function getProcess(id: string): Process {
  const process = byId.get(id);
  if (process === undefined) throw new ReferenceError(`no process ${id}`);
  return process;
}

export function getState(process: Process, id: string): ProcessState {
  const found = process.states.find((state) => state.id === id);
  if (found === undefined) throw new ReferenceError(`${process.process} has no state ${id}`);
  return found;
}

/** The row for an action taken in a state; at most one. */
export const findTransition = (process: Process, state: string, action: string): Transition | undefined =>
  process.transitions.find((row) => row.action === action && row.from.includes(state));
