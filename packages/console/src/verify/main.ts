// SPDX-License-Identifier: Apache-2.0
/** verify.html: drop a bundle, read one sentence. Runs from file://, without a network. */
import { type Language, type Trust, type VerifyReport, verifyBundleArchive } from '@mingjing/evidence';
import { accessToBlob } from './blob-access.ts';
import { browserAlgorithms } from './browser-algorithms.ts';
import { element } from './elements.ts';
import { TrustReader } from './read-trust.ts';
import { reportView } from './report-view.ts';
import { words } from './texts.ts';

/** Files above this are bundles; below, what is no ZIP may be a key or a checkpoint. */
const smallFileBytes = 1 << 20;

interface PageState {
  language: Language;
  known: string;
  /** Key and checkpoint files dropped so far. */
  readonly trustFiles: Uint8Array[];
  bundle: File | undefined;
  report: VerifyReport | undefined;
  /** 0 to 1 while a check runs. */
  progress: number | undefined;
  problem: string | undefined;
}

const state: PageState = {
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  known: '',
  trustFiles: [],
  bundle: undefined,
  report: undefined,
  progress: undefined,
  problem: undefined,
};

const page = document.getElementById('page')!;
/** Every check has a number; one that was overtaken does not show its result. */
let checkNumber = 0;

function render(): void {
  const text = words[state.language];
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  document.title = text.title;
  page.replaceChildren(
    header(),
    element(
      'main',
      '',
      dropZone(),
      knownBox(),
      state.problem !== undefined && problemView(state.problem),
      resultView(),
    ),
    element('footer', '', text.footer),
  );
}

function header(): HTMLElement {
  const text = words[state.language];
  const other: Language = state.language === 'zh' ? 'en' : 'zh';
  const toggle = element('button', 'language', other === 'zh' ? '中文' : 'English');
  toggle.type = 'button';
  toggle.lang = other === 'zh' ? 'zh-CN' : 'en';
  toggle.addEventListener('click', () => {
    state.language = other;
    render();
  });
  return element(
    'header',
    '',
    element('div', '', element('h1', '', text.title), element('p', '', text.subtitle)),
    toggle,
  );
}

function dropZone(): HTMLElement {
  const text = words[state.language];
  const input = element('input', 'file');
  input.type = 'file';
  input.multiple = true;
  input.id = 'file';
  input.addEventListener('change', () => void takeFiles([...(input.files ?? [])]));
  const label = element(
    'label',
    state.report || state.progress !== undefined ? 'drop small' : 'drop',
    element('b', '', state.bundle ? state.bundle.name : text.drop),
    element('span', '', state.report ? text.again : text.choose),
    input,
  );
  label.htmlFor = 'file';
  return label;
}

function knownBox(): HTMLElement {
  const text = words[state.language];
  const area = element('textarea', '');
  area.value = state.known;
  area.rows = 2;
  area.spellcheck = false;
  area.setAttribute('aria-label', text.known);
  area.addEventListener('change', () => {
    state.known = area.value;
    void check();
  });
  const details = element(
    'details',
    'known',
    element('summary', '', text.known),
    element('p', '', text.knownHelp),
    area,
  );
  details.open = state.known !== '';
  return details;
}

function problemView(problem: string): HTMLElement {
  const view = element('p', 'problem', problem);
  view.setAttribute('role', 'alert');
  return view;
}

function resultView(): HTMLElement | undefined {
  const text = words[state.language];
  if (state.progress !== undefined) {
    const bar = element('progress', '');
    bar.max = 1;
    bar.value = state.progress;
    const label = element('p', 'progress', `${text.reading} … `, element('b', '', percent(state.progress)));
    return element('section', 'running', label, bar, element('p', 'hint', text.cancelHint));
  }
  return state.report && reportView(state.report, state.language);
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

async function takeFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const isZip = start[0] === 0x50 && start[1] === 0x4b;
    const isTrust =
      !isZip &&
      file.size <= smallFileBytes &&
      new TrustReader(browserAlgorithms).addFile(new Uint8Array(await file.arrayBuffer()));
    if (isTrust) state.trustFiles.push(new Uint8Array(await file.arrayBuffer()));
    else state.bundle = file;
  }
  await check();
}

function readTrust(): Trust {
  const reader = new TrustReader(browserAlgorithms);
  for (const bytes of state.trustFiles) reader.addFile(bytes);
  state.problem = undefined;
  if (state.known.trim() !== '' && !reader.addText(state.known))
    state.problem = `${words[state.language].notUnderstood} ${state.known.slice(0, 120)}`;
  return reader.trust();
}

async function check(): Promise<void> {
  const trust = readTrust();
  const { bundle } = state;
  const number = ++checkNumber;
  if (!bundle) {
    render();
    return;
  }
  state.report = undefined;
  state.progress = 0;
  render();
  let shownAt = 0;
  const report = await verifyBundleArchive(browserAlgorithms, accessToBlob(bundle), trust, {
    progress: (done, total) => {
      const share = total === 0 ? 1 : done / total;
      if (number !== checkNumber || share - shownAt < 0.01) return;
      shownAt = share;
      state.progress = share;
      updateProgress(share);
    },
  });
  if (number !== checkNumber) return;
  state.report = report;
  state.progress = undefined;
  render();
}

/** Only the bar moves, so that typing elsewhere is not disturbed. */
function updateProgress(share: number): void {
  const bar = page.querySelector('progress');
  const label = page.querySelector('.progress b');
  if (bar) bar.value = share;
  if (label) label.textContent = percent(share);
}

for (const name of ['dragenter', 'dragover'] as const)
  document.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.add('dragging');
  });
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dragging');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  void takeFiles([...(event.dataTransfer?.files ?? [])]);
});
render();
