// SPDX-License-Identifier: Apache-2.0
/** A verdict on screen: the rank, the sentence, what it leaves open, then the detail. */
import { formatBeijingTime, type Language, sentenceOfFinding, type VerifyReport } from '@mingjing/evidence';
import { definitions, element } from './elements.ts';
import { words } from './texts.ts';

/** Findings shown at most. */
const shownFindings = 200;
const steps = ['self-consistent', 'known-recorder', 'witnessed'] as const;

export function reportView(report: VerifyReport, language: Language): HTMLElement {
  const text = words[language];
  const verdict = element(
    'section',
    `verdict ${report.isGood ? 'good' : 'bad'} ${report.rank}`,
    report.isGood ? ladder(report, language) : element('p', 'failed', text.rankNone),
    element('p', 'sentence', report.sentence[language]),
    element('p', 'caveat', report.caveat[language]),
  );
  verdict.setAttribute('role', 'status');
  return element(
    'div',
    'report',
    verdict,
    findingsView(report, language),
    camerasView(report, language),
    statementView(report, language),
    logView(report, language),
  );
}

/** The three ranks as steps, those reached filled. */
function ladder(report: VerifyReport, language: Language): HTMLElement {
  const text = words[language];
  const reached = (steps as readonly string[]).indexOf(report.rank);
  const list = element('ol', 'ladder');
  steps.forEach((step, at) => {
    const item = element(
      'li',
      at <= reached ? 'reached' : '',
      element('b', '', text.ranks[at] ?? step),
      element('span', '', text.rankHelp[at] ?? ''),
    );
    if (at === reached) item.setAttribute('aria-current', 'step');
    list.append(item);
  });
  return list;
}

function findingsView(report: VerifyReport, language: Language): HTMLElement {
  const text = words[language];
  const list = element('ul', 'findings');
  for (const finding of report.findings.slice(0, shownFindings))
    list.append(element('li', finding.weight, sentenceOfFinding(finding, language)));
  if (report.findings.length === 0) list.append(element('li', 'none', text.noFindings));
  return section(text.findings, list);
}

function camerasView(report: VerifyReport, language: Language): HTMLElement | undefined {
  if (report.cameras.length === 0) return undefined;
  const text = words[language];
  const head = element('tr', '');
  for (const name of [text.camera, text.from, text.to, text.segments, text.gaps, text.deleted])
    head.append(element('th', '', name));
  const body = element('tbody', '');
  for (const camera of report.cameras) {
    const row = element('tr', '');
    const cells = [camera.camera, formatBeijingTime(camera.from), formatBeijingTime(camera.to)];
    for (const cell of [...cells, camera.segments, camera.gaps, camera.deleted])
      row.append(element('td', '', String(cell)));
    body.append(row);
  }
  const table = element('table', '', element('thead', '', head), body);
  const scroll = element('div', 'scroll', table);
  // Wider than a phone: it must scroll by keyboard too.
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', text.cameras);
  return section(`${text.cameras} · ${text.beijing}`, scroll);
}

function statementView(report: VerifyReport, language: Language): HTMLElement | undefined {
  const { statement } = report;
  if (!statement) return undefined;
  const text = words[language];
  const officers = statement.officers.map(({ name, unit, id }) => `${name} · ${unit} · ${id}`).join('\n');
  return section(
    text.stated,
    definitions([
      [text.unit, statement.unit],
      [text.purpose, statement.purpose],
      [text.ground, statement.ground],
      [text.instrument, statement.instrument],
      [text.requester, statement.requester],
      [text.officers, officers],
      [text.approvedBy, statement.approvedBy],
      [text.made, formatBeijingTime(statement.made)],
    ]),
  );
}

function logView(report: VerifyReport, language: Language): HTMLElement {
  const text = words[language];
  const { log, checked } = report;
  const keys = (log?.signedBy ?? []).map(({ fingerprint, isKnown }) =>
    element(
      'p',
      'fingerprint',
      element('code', '', fingerprint),
      element('span', isKnown ? 'known' : '', isKnown ? text.isKnown : text.compare),
    ),
  );
  const witnesses = (log?.witnesses ?? []).map(({ name, atMs }) => `${name} · ${formatBeijingTime(atMs)}`);
  return section(
    text.log,
    ...keys,
    definitions([
      [text.origin, log?.origin],
      [text.size, log && String(log.size)],
      [text.root, log?.root],
      [text.witnesses, witnesses.join('\n')],
      [
        text.checked,
        `${checked.bytes.toLocaleString()} ${text.bytes} · ${checked.files} ${text.files} · ${checked.entries} ${text.entries}`,
      ],
    ]),
  );
}

function section(title: string, ...children: readonly (Node | undefined)[]): HTMLElement {
  return element('section', 'detail', element('h2', '', title), ...children);
}
