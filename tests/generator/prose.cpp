#include "tests/generator/prose.hpp"

#include <fmt/format.h>

#include <array>

namespace tiaoli::generator {
namespace {

constexpr std::array places{"云溪", "柳汀", "石堰", "青槐", "澜川", "望江", "桐湾", "鹿鸣", "白榆", "松陵",
                            "晴川", "绿源", "临泽", "安澜", "平湖", "金坪", "长岭", "东岳", "河口", "双桥"};
constexpr std::array villages{"石桥", "梅林", "新塘", "古渡", "红星", "马家", "大营", "南关"};
constexpr std::array bureaus{"水务局",           "教育局",         "公安局",           "民政局",
                             "财政局",           "自然资源局",     "发展和改革委员会", "卫生健康委员会",
                             "住房和城乡建设局", "市场监督管理局", "统计局",           "交通运输局"};

std::string digits_of(int year, std::initializer_list<char const*> digits) {
  std::string made;
  for (const char digit : std::to_string(year)) made += *(digits.begin() + (digit - '0'));
  return made;
}

std::string printed_year(int year, Random& random) {
  switch (random.weighted({12, 2, 1, 1})) {
    case 1: return digits_of(year, {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"});
    case 2: return digits_of(year, {"○", "一", "二", "三", "四", "五", "六", "七", "八", "九"});
    case 3: return digits_of(year, {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"});
    default: return std::to_string(year);
  }
}

/// Puts a small number for every # and the year for every @.
std::string fill_in(std::string_view pattern, int year, Random& random) {
  std::string made;
  for (const char c : pattern) {
    if (c == '#') {
      made += std::to_string(random.between(2, random.percent(30) ? 4000 : 60));
    } else if (c == '@') {
      made += std::to_string(year);
    } else {
      made += c;
    }
  }
  return made;
}

constexpr std::array general{"@年，本单位把政府信息公开列入年度重点工作，由分管负责人牵头，每季度调度一次。",
                             "一年来，坚持以公开为常态、不公开为例外，公开的内容更全，群众查阅更方便。",
                             "@年共召开工作会议#次，印发工作要点#份，对#个下属单位开展了督查。",
                             "机构调整以后，公开工作由办公室承担，配有联络员#名，另聘请社会监督员#名。",
                             "全年没有发生因公开不当引起的失泄密事件，社会评议结果为良好。"};
constexpr std::array disclosure{"门户网站全年发布信息#条，其中工作动态#条、通知公告#条、政策文件#条，访问量约#万人次。",
                                "围绕教育、医疗、社会救助等领域编制标准目录#个，梳理事项#项。",
                                "政务微信推送#期，阅读量最高的一篇为“办事指南一图读懂”，超过#次。",
                                "解读材料以图解和问答为主，主要负责人撰写解读文章#篇。",
                                "规范性文件统一登记、统一编号、统一发布，并按季度清理。"};
constexpr std::array requests{
    "对收到的申请逐件登记、限时办结，答复文书由法制机构审核，全年未超期。",
    "申请内容主要集中在征地补偿、房屋拆迁、财政资金和历史档案四个方面。",
    "对要求不明确的申请，一次性告知补正；对不属于本机关职责的，告知申请人有关机关的名称和联系方式。",
    "网上申请渠道全年畅通，当面申请窗口设在政务服务中心一楼。"};
constexpr std::array problems{
    "存在的问题：一是个别科室主动公开意识不强，信息更新不及时；二是解读形式单一；三是人员变动较快。",
    "下一步，一要加强培训，提高答复水平；二要优化栏目设置，方便群众检索；三要完善考核办法。",
    "针对上一年度指出的问题，已完成整改#项，其余#项正在推进。"};
constexpr std::array other{"本年度没有其他需要报告的事项。", "本机关@年度未收取信息处理费。",
                           "本报告的电子版可以在门户网站下载；如有疑问，请与办公室联系。"};

std::string upper_digits(std::string_view stem, std::int64_t number) { return fmt::format("{}{:05}", stem, number); }

}  // namespace

std::string invent_publisher(Random& random) {
  const std::string place = random.pick(places);
  const std::string kind = random.pick({"县", "县", "市", "区", "自治县"});
  switch (random.weighted({6, 4, 2, 1, 1, 1})) {
    case 0: return place + kind + "人民政府";
    case 1: return place + kind + random.pick(bureaus);
    case 2: return place + kind + random.pick(villages) + random.pick({"镇", "乡"}) + "人民政府";
    case 3: return place + kind + random.pick(villages) + "街道办事处";
    case 4: return place + kind + "人民政府办公室";
    default: return place + kind;
  }
}

std::string authority_of(std::string const& publisher) {
  const bool place = publisher.ends_with("县") || publisher.ends_with("市") || publisher.ends_with("区");
  return place ? publisher + "人民政府" : publisher;
}

std::vector<std::string> title_lines(std::string const& publisher, int year, bool markdown, Random& random) {
  const std::string when = printed_year(year, random);
  const std::string mark = markdown || random.percent(5) ? random.pick({"# ", "### "}) : "";
  switch (random.weighted({10, 4, 3, 3, 2, 2, 1})) {
    case 0: return {fmt::format("{}{}{}年政府信息公开工作年度报告", mark, publisher, when)};
    case 1: return {fmt::format("{}{}年度{}政府信息公开工作年度报告", mark, when, publisher)};
    case 2: return {fmt::format("{}{}关于{}年度政府信息公开工作年度报告", mark, publisher, when)};
    case 3: return {fmt::format("{}{} {} 年政府信息公开工作报告", mark, publisher, when)};
    case 4: return {fmt::format("{}{}年{}政府信息公开年度报告", mark, when, publisher)};
    case 5: return {mark + publisher, fmt::format("{}{}年政府信息公开工作年度报告", mark, when)};
    default: return {fmt::format("{}{}政府信息公开工作年度报告（{}年度）", mark, publisher, when)};
  }
}

std::string opening(std::string const& publisher, int year, Random& random) {
  switch (random.below(3)) {
    case 0:
      return fmt::format(
          "根据《中华人民共和国政府信息公开条例》的规定，{}编制了本报告。报告中所列数据的统计期限自{}年1月1日起"
          "至{}年12月31日止。",
          publisher, year, year);
    case 1: return fmt::format("本报告由{}编制，统计期限为{}年1月1日至12月31日。", publisher, year);
    default: return fmt::format("现将{}{}年度政府信息公开工作情况报告如下。", publisher, year);
  }
}

std::string paragraph(Topic topic, int year, Random& random) {
  switch (topic) {
    case Topic::general: return fill_in(random.pick(general), year, random);
    case Topic::disclosure: return fill_in(random.pick(disclosure), year, random);
    case Topic::requests: return fill_in(random.pick(requests), year, random);
    case Topic::problems: return fill_in(random.pick(problems), year, random);
    case Topic::other: break;
  }
  return fill_in(random.pick(other), year, random);
}

std::vector<std::string> decoy(int year, Random& random) {
  std::vector<std::string> lines;
  const auto count = random.between(3, 8);
  const std::string stem = upper_digits(fmt::format("{}-", random.between(10'000'000, 99'999'999)), 0).substr(0, 11);
  switch (random.below(4)) {
    case 0:
      lines.push_back("序号\t索引号\t名称\t发布日期");
      for (std::int64_t i = 1; i <= count; ++i) {
        lines.push_back(fmt::format("{}\t{}\t某村{}公示\t{}-{:02}-{:02}", i, upper_digits(stem, i),
                                    random.pick({"低保对象", "危房改造", "补贴发放", "项目验收"}), year,
                                    random.between(1, 12), random.between(1, 28)));
      }
      return lines;
    case 1:
      lines.push_back("栏目名称\t网址\t更新次数");
      for (std::int64_t i = 1; i <= count; ++i) {
        lines.push_back(fmt::format("{}\thttp://www.example.gov.cn/col/{}/\t{}",
                                    random.pick({"通知公告", "部门预算", "招考录用", "扶贫专栏", "图片新闻"}), i,
                                    random.between(0, 300)));
      }
      return lines;
    case 2:
      return {"首页\t政务公开\t互动交流\t办事服务\t走进本地", "机构职能\t领导之窗\t财政预决算\t人事信息\t招标公告"};
    default:
      return {fmt::format("{}年小型水库维修工程成交公示\t\t\t", year),
              fmt::format("索引号\t{}\t文号\t", upper_digits(stem, 7)), "公开方式\t主动公开\t发布机构\t公共资源交易站",
              fmt::format("成交费率(%)\t1.85\t项目规模\t小型水库 {} 座", random.between(1, 9))};
  }
}

}  // namespace tiaoli::generator
