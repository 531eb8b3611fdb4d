import type { LocalText } from '../../domain/contract'
import type { Random } from '../random'

type Syllable = readonly [hanzi: string, pinyin: string]
const pairs = (text: string): Syllable[] =>
  text.split(' ').map((item): Syllable => {
    const [hanzi = '', pinyin = ''] = item.split(':')
    return [hanzi, pinyin]
  })

const surnames = pairs(
  '李:Li 王:Wang 张:Zhang 刘:Liu 陈:Chen 杨:Yang 黄:Huang 赵:Zhao 吴:Wu 周:Zhou 徐:Xu 孙:Sun 马:Ma 朱:Zhu 胡:Hu 郭:Guo 何:He 林:Lin 罗:Luo 高:Gao 郑:Zheng 梁:Liang 谢:Xie 宋:Song 唐:Tang 许:Xu 邓:Deng 韩:Han 冯:Feng 曹:Cao 彭:Peng 曾:Zeng 肖:Xiao 田:Tian 董:Dong 潘:Pan 袁:Yuan 蔡:Cai 蒋:Jiang 余:Yu 于:Yu 杜:Du 叶:Ye 程:Cheng 魏:Wei 苏:Su 吕:Lü 丁:Ding 任:Ren 沈:Shen',
)
const givenNames = pairs(
  '伟:Wei 强:Qiang 磊:Lei 军:Jun 洋:Yang 勇:Yong 杰:Jie 涛:Tao 明:Ming 超:Chao 刚:Gang 平:Ping 辉:Hui 鹏:Peng 华:Hua 飞:Fei 波:Bo 斌:Bin 宇:Yu 浩:Hao 凯:Kai 健:Jian 俊:Jun 帆:Fan 芳:Fang 娜:Na 敏:Min 静:Jing 丽:Li 艳:Yan 娟:Juan 霞:Xia 燕:Yan 玲:Ling 桂英:Guiying 秀兰:Xiulan 建国:Jianguo 志强:Zhiqiang 建平:Jianping 晓东:Xiaodong 文博:Wenbo 子轩:Zixuan 海燕:Haiyan 雪梅:Xuemei 国栋:Guodong 立军:Lijun 春华:Chunhua 永康:Yongkang 思远:Siyuan 嘉欣:Jiaxin 振宇:Zhenyu 家豪:Jiahao 少芬:Shaofen 伟明:Weiming 志远:Zhiyuan 小红:Xiaohong 金龙:Jinlong 慧敏:Huimin 德胜:Desheng 雨桐:Yutong',
)

/** Names that are not given yet, one after the other; pinyin with the surname last, as English has it. */
export function* drawNames(random: Random, taken: Iterable<string>): Generator<LocalText, never> {
  const given = new Set(taken)
  for (;;) {
    const surname = random.pick(surnames)
    const own = random.pick(givenNames)
    const zh = surname[0] + own[0]
    if (given.has(zh)) continue
    given.add(zh)
    yield { zh, en: `${own[1]} ${surname[1]}` }
  }
}
