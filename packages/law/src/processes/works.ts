// SPDX-License-Identifier: Apache-2.0
/** 三同时 of a project, and the filing of design, installation and maintenance firms. */
import { fact, finalState, paper, setDate, state, step, words } from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;
const builder = ['unitManager', 'firm'] as const;
const joint = 'qhd-measures-2017/joint-review' as const;
const standards = 'd799/standards-archive' as const;
const firms = 'qhd-measures-2017/practitioner-filing' as const;

export const projectProcess: Process = {
  process: 'project',
  title: words('建设项目（三同时）', 'Project'),
  initial: 'planned',
  states: [
    state('planned', '设计', 'Planned'),
    state('under-review', '联合审图', 'Under joint review'),
    state('building', '施工', 'Building'),
    state('testing', '试运行、检验', 'Testing'),
    state('under-acceptance', '联合验收', 'Under acceptance'),
    state('correcting', '验收不合格，整改', 'Correcting', [
      setDate('correction', '整改期限', 'Time to correct', joint, {
        from: 'fail-acceptance',
        endedBy: ['submit-acceptance'],
      }),
    ]),
    finalState('accepted', '验收合格', 'Accepted'),
    finalState('abandoned', '终止', 'Abandoned'),
  ],
  transitions: [
    step('submit-design', '报送设计方案', 'Submit the design', {
      from: 'planned',
      to: 'under-review',
      by: builder,
      needs: [
        paper('design', '设计方案', 'The design', joint),
        fact(
          'same-time',
          '与主体工程同时设计、施工、投入使用',
          'Designed, built and used with the main works',
          'qhd-measures-2017/three-simultaneous',
        ),
      ],
      provision: joint,
    }),
    step('pass-review', '审图通过', 'Design reviewed', {
      from: 'under-review',
      to: 'building',
      by: officer,
      needs: [fact('review-opinion', '审查意见', 'The opinion', joint)],
      writes: ['design-review-opinion'],
      provision: joint,
    }),
    step('return-design', '退回修改', 'Return the design', {
      from: 'under-review',
      to: 'planned',
      by: officer,
      needs: [fact('return-reason', '写明理由', 'The reason', joint)],
      provision: joint,
    }),
    step('report-built', '报告完工、试运行', 'Report as built', {
      from: 'building',
      to: 'testing',
      by: builder,
      needs: [
        fact('firm-filed', '施工单位已备案', 'The firm is filed', firms),
        fact(
          'products-certified',
          '产品经检验或者认证合格',
          'Products are tested or certified',
          'qhd-measures-2017/products',
        ),
      ],
      provision: standards,
    }),
    step('submit-acceptance', '报送验收方案', 'Submit for acceptance', {
      from: ['testing', 'correcting'],
      to: 'under-acceptance',
      by: builder,
      needs: [paper('test-report', '检验报告', 'The test report', standards)],
      provision: joint,
    }),
    step('pass-acceptance', '验收合格', 'Accept', {
      from: 'under-acceptance',
      to: 'accepted',
      by: officer,
      needs: [
        fact('acceptance-opinion', '验收意见', 'The opinion', joint),
        fact('archive', '设计、施工、检验、验收档案齐全', 'The archive is complete', standards),
      ],
      writes: ['acceptance-opinion'],
      provision: joint,
    }),
    step('fail-acceptance', '验收不合格', 'Fail', {
      from: 'under-acceptance',
      to: 'correcting',
      by: officer,
      needs: [
        fact('failure-reason', '写明哪些不合格、整改期限', 'What failed, and by when to correct', joint),
      ],
      provision: joint,
    }),
    step('abandon', '终止', 'Abandon', {
      from: ['planned', 'under-review', 'building', 'testing', 'under-acceptance', 'correcting'],
      to: 'abandoned',
      by: builder,
      needs: [fact('abandon-reason', '写明理由', 'The reason', 'qhd-measures-2017/three-simultaneous')],
      provision: 'qhd-measures-2017/three-simultaneous',
    }),
  ],
};

export const practitionerFilingProcess: Process = {
  process: 'practitioner-filing',
  title: words('从业单位备案核查', 'Practitioner filing'),
  initial: 'draft',
  states: [
    state('draft', '草稿', 'Draft'),
    state('submitted', '已提交', 'Submitted'),
    state('checked', '核查合格，报省公安机关', 'Checked, reported to the province'),
    state('returned', '待补正', 'Returned'),
    finalState('filed', '已备案', 'Filed'),
    finalState('withdrawn', '已撤回', 'Withdrawn'),
  ],
  transitions: [
    step('submit', '提交', 'Submit', {
      from: ['draft', 'returned'],
      to: 'submitted',
      by: 'firm',
      needs: [
        fact(
          'form-complete',
          '单位、人员、资质齐全；省外单位附所在省的备案证明',
          'Firm, staff and qualifications; a firm from another province adds its certificate',
          firms,
        ),
      ],
      provision: firms,
    }),
    step('check', '核查合格', 'Check', {
      from: 'submitted',
      to: 'checked',
      by: officer,
      needs: [fact('check-opinion', '核查意见', 'The opinion', firms)],
      provision: firms,
    }),
    step('return', '退回补正', 'Return', {
      from: 'submitted',
      to: 'returned',
      by: officer,
      needs: [fact('reasons', '写明理由', 'The reasons', firms)],
      provision: firms,
    }),
    step('record-filing', '登记省级备案', 'Record the province’s filing', {
      from: 'checked',
      to: 'filed',
      by: officer,
      needs: [fact('province-number', '省公安机关的备案编号', 'The province’s number', firms)],
      writes: ['practitioner-receipt'],
      provision: firms,
    }),
    step('withdraw', '撤回', 'Withdraw', {
      from: ['draft', 'submitted', 'returned'],
      to: 'withdrawn',
      by: 'firm',
      provision: firms,
    }),
  ],
};
