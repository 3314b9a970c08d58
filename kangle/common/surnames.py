"""Surnames that are read otherwise than the dictionary reads their character: it gives every reading a character has anywhere.

A surname and all its readings as a surname, the most usual first; what stands here takes the dictionary's place.
"""

SINGLE = """
单 shan, 仇 qiu, 曾 zeng, 解 xie, 任 ren, 查 zha, 区 ou, 朴 piao pu, 缪 miao, 覃 qin tan,
冼 xian, 洗 xian, 贠 yun, 黑 he hei, 牟 mu mou, 折 she zhe, 逄 pang, 隗 kui wei, 谌 chen shen, 晁 chao,
繁 po fan, 秘 bi mi, 能 nai neng, 粘 nian, 卜 bu, 哈 ha, 那 na, 宁 ning, 冯 feng, 石 shi, 车 che, 沈 shen,
薄 bo bao, 费 fei bi, 干 gan, 句 gou ju, 阚 kan, 宿 su xiu, 於 yu, 俞 yu, 余 yu, 么 yao, 幺 yao, 臧 zang, 藏 zang,
占 zhan, 都 du, 朝 chao, 钭 tou, 虎 hu mao, 尉 wei yu, 万 wan, 澹 tan dan, 叶 ye, 贾 jia, 陆 lu, 谷 gu,
校 jiao xiao, 行 xing hang, 重 chong zhong, 朱 zhu, 吾 wu, 褚 chu, 不 fou bu, 苫 shan, 斜 xia xie, 贲 ben fei,
强 qiang, 丁 ding, 于 yu, 大 da, 尹 yin, 郝 hao, 汤 tang, 台 tai, 夏 xia, 盛 sheng, 殷 yin, 祝 zhu, 邓 deng, 许 xu,
王 wang, 吴 wu, 彭 peng, 董 dong, 潘 pan, 蔡 cai, 杜 du, 姚 yao, 汪 wang, 方 fang, 陶 tao, 施 shi, 詹 zhan,
柴 chai, 祁 qi, 邢 xing, 阮 ruan, 焦 jiao, 童 tong, 古 gu, 齐 qi, 尚 shang, 霍 huo, 庄 zhuang, 包 bao, 房 fang,
涂 tu, 司 si, 裴 pei, 屈 qu, 卞 bian, 甄 zhen, 达 da, 冉 ran, 景 jing
"""

# Of two characters, read otherwise than each of them alone.
DOUBLE = """
尉迟 yu chi, 万俟 mo qi, 长孙 zhang sun, 澹台 tan tai, 单于 chan yu, 令狐 ling hu, 皇甫 huang fu, 宰父 zai fu,
鲜于 xian yu, 淳于 chun yu, 亓官 qi guan, 乐正 yue zheng, 谷梁 gu liang, 夹谷 jia gu, 段干 duan gan, 拓跋 tuo ba,
濮阳 pu yang, 呼延 hu yan, 司马 si ma, 欧阳 ou yang, 诸葛 zhu ge, 夏侯 xia hou, 宇文 yu wen, 慕容 mu rong,
上官 shang guan, 公冶 gong ye, 闾丘 lu qiu, 壤驷 rang si, 微生 wei sheng, 独孤 du gu
"""


def table(text):
    """{surname: its readings} of one of the texts above."""
    entries = (entry.split() for entry in text.split(","))
    return {surname: tuple(readings) for surname, *readings in entries}
