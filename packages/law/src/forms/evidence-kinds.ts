// SPDX-License-Identifier: Apache-2.0
/**
 * What can be shown about a unit: each a yes/no finding with a name. Absent means nobody looked.
 * `remote`: can be answered from a recorder's proofs without a visit.
 */
const table = {
  systemInstalled: ['系统已建成', true],
  acceptedToStandard: ['检验、验收符合标准', false],
  capturesRecordsTransmits: ['具有采集、录像、传输功能', true],
  planningChecked: ['规划核对', false],
  viewWithinPremises: ['视场不超出本单位范围', true],
  commissionedByGovernment: ['由政府组织建设', false],
  installerEntitled: ['安装主体合法', false],
  privacyProtected: ['隐私遮蔽、评估', true],
  noPrivateSpaceCamera: ['私密区域无采集设备', false],
  privateSpaceChecks: ['私密区域日常检查记录', false],
  secretRulesFollowed: ['涉密审批', false],
  secretUnitConsent: ['涉密单位同意文件', false],
  builtWithMainWorks: ['与主体工程同步', false],
  jointReviewDone: ['联合审图、联合验收', false],
  archiveKept: ['设计、施工、检验、验收档案', false],
  productsCertified: ['产品检验、认证', false],
  productsCompliant: ['产品、服务符合强制性国标', false],
  noMaliciousProgram: ['未设置恶意程序', false],
  flawsRemedied: ['缺陷、漏洞立即补救、告知、报告', false],
  necessityShown: ['为维护公共安全所必需', false],
  publicSystemUnobstructed: ['不妨碍社会公共区域系统运行', false],
  placementJustified: ['点位、角度、范围合理', false],
  signsPosted: ['显著提示标识', false],
  filingUpToDate: ['备案与现状一致', true],
  filingTruthful: ['备案信息真实', true],
  systemRunning: ['系统正常运行', true],
  imageClear: ['画面清晰', true],
  recordsIntact: ['原始记录完整', true],
  noUnapprovedChange: ['用途、位置未擅自改变', true],
  noDamage: ['设备未被损坏、遮挡', true],
  maintenanceDone: ['日常检查、定期维护、及时维修', true],
  keeperAppointed: ['指定专人负责', false],
  operationRules: ['安全检查、运行维护、应急处理制度', false],
  emergencyPlan: ['应急处置预案', false],
  contractDuties: ['委托合同明确安全责任', false],
  contractorSupervised: ['监督受托方', false],
  staffTrained: ['岗位技能和保密培训', false],
  staffVetted: ['重要岗位入职审查', false],
  secrecyTaught: ['保密教育', false],
  dutyRoster: ['值班监看', true],
  suspiciousReported: ['可疑信息及时报告', true],
  crimesReported: ['违法犯罪及时报警', true],
  monitoringDiscipline: ['监看人员守则', false],
  roomAccessControlled: ['监看场所人员管控', true],
  accessRegister: ['调取、使用登记', true],
  accessControlled: ['授权管理、访问控制', true],
  noUnauthorisedAccess: ['无擅自查阅、复制、提供、传播', true],
  noMisuse: ['无滥用、泄露', true],
  securityRules: ['安全管理制度', false],
  securityMeasures: ['信息安全技术手段', true],
  fiveProtections: ['防攻击、入侵、病毒、篡改、泄露', true],
  secrecyRules: ['查询、调取、登记、保密制度', false],
  masksOnPublication: ['公开传播时遮蔽', false],
  cooperatesWithAuthorities: ['配合政府部门调取', false],
  cooperatesWithInspection: ['配合监督检查', false],
  sharingInterface: ['预留公安联网接口', true],
  managerNamed: ['管理人明确', false],
  lawfulProcedure: ['依法定权限、程序查阅、调取', false],
  twoOfficers: ['两名以上工作人员', true],
  credentialsShown: ['出示证件和证明文件', true],
  dutyPurposeOnly: ['只用于职务', false],
  secrecyKept: ['保密', false],
  firmRecorded: ['从业备案核查', false],
  outOfProvinceProof: ['省外从业证明材料', false],
  builtToDesign: ['按设计方案施工', false],
  clientSecrecy: ['客户信息保密', false],
  workersRegistered: ['施工人员登记存档', false],
} as const satisfies Record<string, readonly [title: string, remote: boolean]>;

export type EvidenceId = keyof typeof table;

export interface EvidenceKind {
  readonly id: EvidenceId;
  readonly title: string;
  readonly remote: boolean;
}

export const evidenceKinds: readonly EvidenceKind[] = Object.entries(table).map(([id, [title, remote]]) => ({
  id: id as EvidenceId,
  title,
  remote,
}));

/** Findings about one unit; absent means unknown, never false. */
export type Evidence = { readonly [id in EvidenceId]?: boolean };

export const evidenceTitle = (id: EvidenceId): string => table[id][0];
