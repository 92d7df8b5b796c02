// Who reports on which year, in every order the titles print it.
#include <string>

#include "grammar/title.hpp"
#include "tests/catch.hpp"

using namespace tiaoli::grammar;

namespace {

/// publisher, year and whether it is the title of a table; empty when it is no title.
std::string title(std::string_view line) {
  const auto found = parse_title(line);
  if (!found) return "";
  CHECK(line.find(found->title.text) != std::string_view::npos);
  return std::string(found->title.publisher) + "|" + (found->title.year ? std::to_string(*found->title.year) : "-") + (found->of_table ? "|table" : "");
}

}  // namespace

TEST_CASE("titles of reports") {
  CHECK(title("云溪县人民政府2023年政府信息公开工作年度报告") == "云溪县人民政府|2023");
  CHECK(title("吴忠市 2017 年政府信息公开工作年度报告") == "吴忠市|2017");
  CHECK(title("2015年度桐湾县政府信息公开工作年度报告") == "桐湾县|2015");
  CHECK(title("2022年政府信息公开工作年度报告") == "|2022");
  CHECK(title("望江市水务局政府信息公开工作年度报告（2019年）") == "望江市水务局|2019");
  CHECK(title("# 澜川市人民政府2022年政府信息公开工作年度报告") == "澜川市人民政府|2022");
  CHECK(title("**澜川市人民政府2022年政府信息公开工作年度报告**") == "澜川市人民政府|2022");
  CHECK(title("《柳汀县人民政府２０２０年政府信息公开年报》") == "柳汀县人民政府|2020");
  CHECK(title("云溪县人民政府二〇二三年政府信息公开工作年度报告") == "云溪县人民政府|2023");
  CHECK(title("云溪县人民政府关于2023年度政府信息公开工作的报告") == "云溪县人民政府|2023");
  CHECK(title("云溪县2023年政务公开工作年度报告") == "云溪县|2023");
  CHECK(title("交岔乡 2017 年政府信息公开工作 年度报告") == "交岔乡|2017");
}

TEST_CASE("titles of tables") {
  CHECK(title("附件：彭阳县交岔乡 2017 年度政府信息公开情况统计表") == "彭阳县交岔乡|2017|table");
  CHECK(title("政府信息公开情况统计表") == "|-|table");
  CHECK(title("云溪县政府信息公开情况统计表（2016年度）") == "云溪县|2016|table");
}

TEST_CASE("what is no title") {
  CHECK(title("") == "");
  CHECK(title("一、总体情况") == "");
  CHECK(title("2019年，全县政府信息公开工作总体平稳。") == "");
  CHECK(title("根据政府信息公开条例编制本报告。") == "");
  CHECK(title("政府信息公开") == "");
  CHECK(title("云溪县2023年国民经济和社会发展统计公报") == "");
  CHECK(title(std::string(300, 'x') + "2019年政府信息公开工作年度报告") == "");
}

TEST_CASE("a number that is no year is none") {
  CHECK(title("云溪县1723年政府信息公开工作年度报告").ends_with("|-"));
  CHECK(title("云溪县12023年政府信息公开工作年度报告").ends_with("|-"));
}

TEST_CASE("an authority") {
  CHECK(authority_of("西吉县") == "西吉县人民政府");
  CHECK(authority_of("吴忠市") == "吴忠市人民政府");
  CHECK(authority_of("宁夏回族自治区") == "宁夏回族自治区人民政府");
  CHECK(authority_of("交岔乡") == "交岔乡人民政府");
  CHECK(authority_of("阿拉善盟") == "阿拉善盟人民政府");
  CHECK(authority_of("青 槐 区") == "青槐区人民政府");
  CHECK(authority_of("青槐区人民政府") == "青槐区人民政府");
  CHECK(authority_of("望江市水务局") == "望江市水务局");
  CHECK(authority_of("石桥街道办事处") == "石桥街道办事处");
  CHECK(authority_of("云溪经济开发区") == "云溪经济开发区");
  CHECK(authority_of("滨海新区") == "滨海新区");
  CHECK(authority_of("") == "");
}

TEST_CASE("the period of the statistics") {
  CHECK(parse_period("数据统计期限为2022年1月1日至2022年12月31日，") == 2022);
  CHECK(parse_period("统计期限为 2017 年 1 月 1 日至 12 月 31 日") == 2017);
  CHECK(parse_period("统计期限自2024年1月1日起") == 2024);
  CHECK_FALSE(parse_period("自2022年1月1日至2022年12月31日"));
  CHECK_FALSE(parse_period("2021年的数据统计期限另行说明"));
}

TEST_CASE("who compiled the report") {
  CHECK(parse_compiler("本报告由中宁县人民政府办公室编制。") == "中宁县人民政府办公室");
  CHECK(parse_compiler("本报告由望江市水务局根据条例汇总。") == "望江市水务局");
  CHECK(parse_compiler("本报告中所列数据").empty());
  CHECK(parse_compiler("本报告由" + std::string(200, 'x')).empty());
}
