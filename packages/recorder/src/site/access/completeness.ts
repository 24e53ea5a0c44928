// SPDX-License-Identifier: Apache-2.0
/**
 * Is a request to look complete? `law.decide` answers for the instruments in force at the place; what it finds missing
 * is named with its article. On top of that our own floor, everywhere: two officers, each with unit and credential.
 */

import {
  type AccessRequest,
  type AccessSession,
  type Contains,
  type Missing,
  relationWords,
} from '@mingjing/contracts/site';
import {
  decide,
  type Facts,
  findProvision,
  getInstrument,
  printedArticle,
  publishedArticle,
  type Response,
  type TraceNode,
} from '@mingjing/law';
import { ServerRefusal } from '../../terms/refusal.ts';
import { findPurpose } from './purposes.ts';

export type Completeness =
  | { readonly kind: 'complete'; readonly emergency: boolean; readonly decision: Response | undefined }
  | {
      readonly kind: 'incomplete';
      readonly missing: readonly Missing[];
      readonly decision: Response | undefined;
    };

export type PlaceOfLaw = {
  /** `beijing`, `qinhuangdao`, `hami`, `national` or a GB/T 2260 code. */
  readonly jurisdiction: string;
  /** Today in Asia/Shanghai. */
  readonly today: string;
};

const hourMs = 3_600_000;

const english: Readonly<Record<string, string>> = {
  requester: 'who asks must be an organ of state',
  officers: 'at least two officers',
  workCredential: 'the credential number of every officer',
  unitCertificate: 'the certificate of their organ',
  registered: 'the register form',
  confidential: 'their undertaking of confidentiality',
  dutyPurposeOnly: 'why the duty needs this range',
  publicInterest: 'that state or public interest is at stake',
  ownLegalInterest: 'that it concerns the person’s own lawful interests',
};

/** Checks a request of officials or of a citizen; staff requests are complete when their purpose is. */
export function checkCompleteness(
  request: AccessRequest,
  certificateGiven: boolean,
  place: PlaceOfLaw,
): Completeness {
  const purpose = findPurpose(request.purpose);
  const missing: Missing[] = [];
  if (purpose?.textNeeded === true && request.purposeText === undefined)
    missing.push({
      item: 'purposeText',
      zh: '写明具体事由',
      en: 'say what it is about',
      provision: purpose.ground,
      article: articleOf(purpose.ground),
    });
  const { requester } = request;
  if (requester.kind === 'staff' && request.kind === 'export' && !requester.recipient)
    missing.push({
      item: 'recipient',
      zh: '写明录像交给谁：接收人的姓名和单位',
      en: 'say who gets the copy: name and unit',
      provision: 'd799/information-measures',
      article: articleOf('d799/information-measures'),
    });
  if (requester.kind === 'staff')
    return missing.length === 0
      ? { kind: 'complete', emergency: false, decision: undefined }
      : { kind: 'incomplete', missing, decision: undefined };

  const facts =
    requester.kind === 'officials'
      ? factsOfOfficials(request, requester, certificateGiven, place, purpose?.usualHours)
      : factsOfCitizen(requester, place);
  const decision = decide({ facts, decisionDate: place.today });
  const emergency = decision.results.some((r) => r.disposition === 'access-permitted-emergency');
  for (const result of decision.results) {
    const open = ['access-not-compliant', 'need-facts', 'request-excluded'].includes(result.disposition);
    if (open) missing.push(...missingItems(result.trace, decidedByPerson));
  }
  if (requester.kind === 'officials' && !emergency) missing.push(...ownFloor(requester.officers));
  if (requester.kind === 'citizen') {
    missing.push(...identityOf(requester));
    // The decree lists who may look; only a local measure that speaks of everybody concerned goes further.
    const isListed = requester.relation !== 'other';
    if (!isListed && decision.results.every(({ instrument }) => instrument === 'd799'))
      missing.push({
        item: 'relation',
        zh: '只有本人、近亲属或者负有监护、看护、代管责任的人可以查看',
        en: 'only the person, near relatives and those who guard, care or keep may look',
        provision: 'd799/personal-view',
        article: articleOf('d799/personal-view'),
      });
  }
  const distinct = missing.filter((a, i) => missing.findIndex((b) => b.item === a.item) === i);
  return distinct.length === 0
    ? { kind: 'complete', emergency, decision }
    : { kind: 'incomplete', missing: distinct, decision };
}

/** Questions that the deciding person answers, not the one who asks. */
const decidedByPerson = ['containsStateSecret', 'containsTradeSecret', 'containsPersonalPrivacy'];

function factsOfOfficials(
  request: AccessRequest,
  requester: Extract<AccessRequest['requester'], { kind: 'officials' }>,
  certificateGiven: boolean,
  place: PlaceOfLaw,
  usualHours: number | undefined,
): Facts {
  const distinct = new Set(requester.officers.map((o) => `${o.name}\n${o.credential}`)).size;
  const lengthMs = (request.toMs ?? 0) - (request.fromMs ?? 0);
  const within = usualHours === undefined || lengthMs <= usualHours * hourMs;
  const { emergency } = requester;
  const unit = requester.officers[0]?.unit;
  return {
    conduct: 'footage-access',
    jurisdiction: place.jurisdiction,
    ...(unit !== undefined && { requester: unit }),
    officers: distinct,
    workCredential: requester.officers.length > 0,
    unitCertificate: certificateGiven,
    registered: true,
    ...(requester.confidentialityAcknowledged !== undefined && {
      confidential: requester.confidentialityAcknowledged,
    }),
    dutyPurposeOnly: within || requester.necessity !== undefined,
    ...(emergency && { emergency: true, publicInterest: emergency.publicInterest }),
    ...(request.purpose === 'public-emergency' && { publicEmergency: true }),
  };
}

function factsOfCitizen(
  requester: Extract<AccessRequest['requester'], { kind: 'citizen' }>,
  place: PlaceOfLaw,
): Facts {
  return {
    conduct: 'citizen-view-request',
    jurisdiction: place.jurisdiction,
    requester: relationWords[requester.relation],
    ...(requester.ownLegalInterest !== undefined && { ownLegalInterest: requester.ownLegalInterest }),
  };
}

/**
 * What the decider found in the pictures, held against the law of the place.
 *
 * @throws ServerRefusal `recorder/request-excluded`
 */
export function checkNotExcluded(
  requester: Extract<AccessSession['requester'], { kind: 'citizen' }>,
  contains: Contains,
  place: PlaceOfLaw,
): void {
  const { results } = decide({
    facts: {
      ...factsOfCitizen(requester, place),
      containsStateSecret: contains.stateSecret,
      containsTradeSecret: contains.tradeSecret,
      containsPersonalPrivacy: contains.personalPrivacy,
    },
    decisionDate: place.today,
  });
  const excluded = results.filter((result) => result.disposition === 'request-excluded');
  if (excluded.length > 0)
    throw new ServerRefusal('recorder/request-excluded', {
      items: excluded.flatMap((r) => r.failed).join(', '),
    });
}

/** Steps of the decision that were not met or could not be answered, with their provision. */
function missingItems(trace: TraceNode, except: readonly string[]): readonly Missing[] {
  const found: Missing[] = [];
  const visit = (node: TraceNode): void => {
    const unmet = node.result === false || node.result === 'unknown';
    const facts = Object.keys(node.facts ?? {}).filter((fact) => !except.includes(fact));
    if (unmet && node.provision !== undefined && facts[0] !== undefined && !node.children?.length)
      found.push({
        item: facts[0],
        zh: node.step,
        en: english[facts[0]] ?? facts[0],
        provision: node.provision,
        article: articleOf(node.provision),
      });
    for (const child of node.children ?? []) visit(child);
  };
  visit(trace);
  return found;
}

/** Our own rule where the law at the place prints none: nobody alone takes footage away. */
function ownFloor(
  officers: readonly { readonly name: string; readonly credential: string }[],
): readonly Missing[] {
  const distinct = new Set(officers.map((o) => `${o.name}\n${o.credential}`)).size;
  return distinct >= 2 ? [] : [{ item: 'officers', zh: '工作人员不得少于二人', en: 'at least two officers' }];
}

function identityOf(requester: Extract<AccessRequest['requester'], { kind: 'citizen' }>): readonly Missing[] {
  const missing: Missing[] = [];
  const provision = 'd799/personal-view';
  const article = articleOf(provision);
  if (requester.idNumber === undefined)
    missing.push({
      item: 'idNumber',
      zh: '核对申请人身份',
      en: 'the identity of the person',
      provision,
      article,
    });
  if (requester.reason === undefined)
    missing.push({ item: 'reason', zh: '写明申请理由', en: 'why the person asks', provision, article });
  return missing;
}

/** With its instrument: at a counter two of them may apply, and both have an article 17. */
function articleOf(provisionId: string): string {
  const provision = findProvision(provisionId);
  if (!provision) return '';
  const article = printedArticle(provision) ?? publishedArticle(provision) ?? '';
  return `《${getInstrument(provision.instrument).title}》${article}`;
}
