"""Made-up Chinese names: common ones, some with several readings, some of minorities."""

from random import Random

# Each as often as it stands here, roughly as in the census.
_SURNAMES = (
    "王王王王李李李李张张张刘刘陈陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅"
    "沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾"
    "侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文单仇解区查盖纪翁柏"
)
_DOUBLE = ("欧阳", "诸葛", "司马", "上官", "皇甫")
_FEMALE = (
    "芳娜敏静丽艳娟霞秀英华慧巧美淑惠珠翠雅芝玉萍红月彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香莺媛"
    "瑞凡佳嘉琼勤珍贞莉桂叶璧璐娅琦晶妍茜秋珊莎锦青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴"
)
_MALE = (
    "伟强磊军洋勇杰涛明超平刚辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林欢阳建亮成康星光天达安岩中茂进"
    "志坚彬富顺信子昌盛雄琛钧冠策腾楠榕航弘毅泽晨辰士以家致树炎德行时泰博磊民友裕河哲江豪"
)
_MINORITY = ("阿依古丽·买买提", "迪丽努尔·艾力", "卓玛·次仁", "古丽娜尔·热合曼", "帕提古丽·吐尔逊")


class Names:
    """Gives names one after the other; the same seed gives the same names.

    Of a thousand people some twenty share a name with another, as they do in a county.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def next(self, sex: str) -> str:
        """A name for "female" or "male"; most are new, one in fifty may repeat."""
        for _ in range(20):
            name = self._make(sex)
            if name not in self._given or self._random.random() < 0.02:
                break
        self._given.add(name)
        return name

    def _make(self, sex: str) -> str:
        random = self._random
        if sex == "female" and random.random() < 0.002:
            return random.choice(_MINORITY)
        surname = random.choice(_DOUBLE) if random.random() < 0.01 else random.choice(_SURNAMES)
        letters = _FEMALE if sex == "female" else _MALE
        length = 1 if random.random() < 0.15 else 2
        return surname + "".join(random.choices(letters, k=length))
