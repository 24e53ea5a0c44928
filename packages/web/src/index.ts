// SPDX-License-Identifier: Apache-2.0
export { callerNetwork } from './caller-network.ts';
export type { CountCalls } from './calls.ts';
export type { Download } from './download.ts';
export { type EdgeOptions, openEdge } from './edge.ts';
export { issueWords } from './issue-words.ts';
export {
  type Call,
  type Handler,
  mountOperations,
  type Program,
  type ResultOf,
  type Served,
  type Socket,
  type SocketHandler,
  servingWith,
} from './mount.ts';
export { plainCode, usedCodeName, usedCodeRememberedMs } from './one-time-code.ts';
export { type PagesOptions, servePages } from './pages.ts';
export { pictureRefusal } from './picture-size.ts';
export {
  type CommonRefusals,
  EdgeRefusal,
  type Refused,
  refuseByRouter,
  type Sentences,
  sendProblem,
} from './problem.ts';
export { type BehindProxy, isBehind, isProxyName, trustOf } from './proxies.ts';
export {
  asWritten,
  type Cell,
  countOf,
  dayOf,
  plainText,
  readTable,
  saysNothing,
} from './read-sheet/index.ts';
export { asText, type SheetTable, sheetMediaType, writeSheet } from './sheet.ts';
export { type SheetCell, streamSheet } from './stream-sheet.ts';
export type { Upload } from './upload.ts';
