// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyPlace } from './place.ts';
import { OUTSIDE_WORDS, PART_WORDS, PLACE_ROWS, PRIVATE_SPACE_ROWS } from './place-words.data.ts';

const row = (text: string) => {
  const { placeClass, certainty, d799Item, beijing, qinhuangdao } = classifyPlace(text);
  return [
    placeClass,
    certainty,
    d799Item,
    beijing.art5Item,
    beijing.governmentArea,
    qinhuangdao.art9Item,
    qinhuangdao.publicArea,
  ];
};

describe('the class of a place', () => {
  it.each([
    ['学校', ['art7-2', 'listed', 1, 2, false, 4, false]],
    ['海淀区第一小学', ['art7-2', 'listed', 1, 2, false, 4, false]],
    ['宾馆', ['art7-2', 'inferred', 1, 2, false, 4, false]],
    ['医院', ['art7-2', 'listed', 1, 2, false, 4, false]],
    ['商场', ['art7-2', 'listed', 1, 2, false, 4, false]],
    ['银行营业网点', ['art7-2', 'inferred', 1, 1, false, 6, false]],
    ['博物馆', ['art7-2', 'inferred', 1, 1, false, 3, false]],
    ['火车站', ['art7-2', 'listed', 2, 3, false, 5, false]],
    ['公交车', ['art7-2', 'listed', 3, null, false, 5, false]],
    ['高速公路服务区', ['art7-2', 'listed', 4, 2, false, 4, false]],
    ['公园', ['art7-2', 'listed', 1, null, 'unknown', null, true]],
    ['广场', ['art7-1', 'listed', null, null, true, null, true]],
    ['交通道路', ['art7-1', 'listed', null, 3, true, null, true]],
    ['过街天桥', ['art7-1', 'listed', null, 3, true, null, true]],
    ['便利店', ['art9', 'inferred', null, null, false, null, false]],
    ['家中客厅', ['nonPublic', 'inferred', null, null, false, null, false]],
    ['办公室', ['nonPublic', 'inferred', null, null, false, null, false]],
    ['住宅小区', ['unknown', 'unknown', null, 2, false, null, false]],
    ['公共场所', ['unknown', 'unknown', null, null, 'unknown', null, 'unknown']],
  ])('%s', (text, expected) => {
    expect(row(text)).toEqual(expected);
  });

  it('reads the same place in other writings', () => {
    for (const text of ['ＫＴＶ', ' k t v'.replace(/ /g, ''), 'KTV。', '「KTV」'])
      expect(row(text)).toEqual(row('KTV'));
    expect(row('The Grand Hotel')).toEqual(row('酒店'));
    expect(row('parking lot')).toEqual(row('停车场'));
  });

  it('does not mistake a shopping plaza for a square, nor a road named after a college for the college', () => {
    expect(classifyPlace('万达广场').placeClass).toBe('art7-2');
    expect(classifyPlace('人民广场').placeClass).toBe('art7-1');
    expect(classifyPlace('学院路').placeClass).toBe('art7-1');
    expect(classifyPlace('parkinson').placeClass).toBe('unknown');
  });

  it.each(['龙湖天街', '时代广场', '凯德广场', '某某金街', '和平街'])(
    'leaves 「%s」 open: a name of its own is a house of shops as well as a street',
    (text) => {
      expect(classifyPlace(text)).toMatchObject({ placeClass: 'unknown', certainty: 'unknown' });
      expect(classifyPlace(text).candidates.length).toBeGreaterThan(1);
      expect(classifyPlace(text).beijing.governmentArea).toBe('unknown');
    },
  );

  it('leaves a camera outside a place undecided, and gives a road inside a compound to the compound', () => {
    expect(classifyPlace('学校周边')).toMatchObject({
      placeClass: 'unknown',
      candidates: ['art7-1', 'art7-2', 'art9'],
    });
    expect(classifyPlace('小区道路').residential).toBe(true);
    expect(classifyPlace('小区门口的道路').placeClass).toBe('art7-1');
  });

  it.each([
    ['医院药房', 'art7-2'],
    ['酒店餐厅', 'art7-2'],
    ['商场服装店', 'unknown'],
    ['商场广场', 'unknown'],
    ['公园旁边的便利店', 'art9'],
    ['小区便利店', 'art9'],
    ['小区停车场', 'unknown'],
    ['医院停车场', 'art7-2'],
    ['校园道路', 'art7-2'],
    ['学校对面的道路', 'art7-1'],
    ['市政府广场', 'art7-1'],
    ['外国语学校', 'art7-2'],
    ['哈密市伊州区建国路12号某某宾馆', 'art7-2'],
    ['中山公园地铁站', 'art7-2'],
    ['宾馆客房门口', 'art7-2'],
    ['学校门口', 'unknown'],
    ['家里的书房', 'nonPublic'],
    ['高速公路服务区停车场', 'art7-2'],
  ])('%s is %s', (text, placeClass) => {
    expect(classifyPlace(text).placeClass).toBe(placeClass);
  });

  it('knows the rooms that are closed to cameras, and that a corridor is not the room', () => {
    expect(classifyPlace('宾馆客房').prohibited).toEqual({ item: 1, certainty: 'listed' });
    expect(classifyPlace('商场试衣间').prohibited).toEqual({ item: 3, certainty: 'listed' });
    expect(classifyPlace('医院卫生间').qinhuangdao.privateSpace).toBe(true);
    expect(classifyPlace('宾馆客房走廊').prohibited).toBeNull();
    expect(classifyPlace('更衣室门口').prohibited).toBeNull();
    expect(classifyPlace('家里的卫生间').prohibited).toBeNull();
    expect(classifyPlace('ＫＴＶ包厢').prohibited).toEqual({ item: 1, certainty: 'unknown' });
  });

  it('has every word once', () => {
    // A bare square and one with a name of its own are read apart
    const words = [...PLACE_ROWS.filter((one) => one.bareOnly !== true), ...PRIVATE_SPACE_ROWS].flatMap(
      (one) => one.words.split('、'),
    );
    const all = [...words, ...PART_WORDS.split('、'), ...OUTSIDE_WORDS.split('、')];
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
    expect(all.filter((word) => word !== word.normalize('NFKC').toLowerCase())).toEqual([]);
  });

  it('puts every word of its lists where the row says', () => {
    for (const one of PLACE_ROWS) {
      if (one.onlyAtEnd === true) continue;
      const bare = new Set(
        PLACE_ROWS.flatMap((each) => (each.bareOnly === true ? each.words.split('、') : [])),
      );
      for (const word of one.words.split('、')) {
        if (bare.has(word) && one.bareOnly !== true) continue;
        const expected = 'candidates' in one.d799 ? 'unknown' : one.d799.placeClass;
        expect([word, classifyPlace(word).placeClass]).toEqual([word, expected]);
      }
    }
  });

  it('never guesses: text without a known word stays unknown with every class possible', () => {
    for (const text of ['', '月球基地', 'xyz', '12号']) {
      expect(classifyPlace(text)).toMatchObject({
        placeClass: 'unknown',
        candidates: ['art7-1', 'art7-2', 'art9', 'nonPublic'],
        matches: [],
      });
    }
  });

  it('answers any text, decided exactly when one class is left, with words that stand in the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', '宾馆', '道路', '小区', '客房'),
        (noise, word) => {
          const answer = classifyPlace(noise + word);
          expect(answer.placeClass === 'unknown' || answer.candidates.length === 1).toBe(true);
          for (const match of answer.matches) {
            expect((noise + word).normalize('NFKC').toLowerCase()).toContain(match.words[0]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

it.each([
  ...[
    '广场舞用品店',
    '大街小铺',
    '街道书屋',
    '公路管理所',
    '天桥艺术中心',
    '隧道股份',
    '道路救援队',
    '路口咖啡',
  ],
  ...['天桥印象', '大街小巷餐饮', '马路边烧烤', '国道旁农家乐', '广场一号', '大街12号'],
])('%s only names itself after a street or square, so it is asked about', (text) => {
  expect(classifyPlace(text)).toMatchObject({
    placeClass: 'unknown',
    beijing: { governmentArea: 'unknown' },
  });
});

it.each([
  '商场设计院',
  '地铁设计院',
  '饭店设备厂',
  '幼儿园玩具店',
  '影院路烤肉店',
  '学院路12号',
  '医院器械商店',
])('%s only bears the name of a listed place, so it is asked about', (text) => {
  const { placeClass, beijing, qinhuangdao } = classifyPlace(text);
  expect([placeClass, beijing.certainty, qinhuangdao.certainty]).not.toContain('listed');
  expect(placeClass).toBe('unknown');
});

it.each(['如家酒店前门店', '医院住院部', '学校实验楼', '商场一层', '医院内便利店'])(
  '%s is still the listed place',
  (text) => {
    expect(classifyPlace(text)).toMatchObject({ placeClass: 'art7-2', beijing: { certainty: 'listed' } });
  },
);

it.each(['广场摄像机', '市民广场东侧', '公路收费站', '大街路口', '马路红绿灯'])(
  '%s is still on the street or square',
  (text) => {
    expect(classifyPlace(text)).toMatchObject({ placeClass: 'art7-1', certainty: 'listed' });
  },
);
