// The grammar of prose: sentences, clauses, brackets, and numbers in every printed way.
#include <chrono>
#include <string>
#include <vector>

#include "converters/readers/read.hpp"
#include "grammar/parse.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;

namespace {

struct Parsed {
  std::unique_ptr<Source> source;
  ast::Prose prose;
};

Parsed parse_text(std::string text) {
  Parsed made;
  Diagnostics diagnostics;
  made.source = read_bytes("report.txt", std::move(text), diagnostics);
  made.prose = parse_prose(parse(*made.source, diagnostics));
  return made;
}

/// digits×10^exponent as text, with unit.
std::string shown(ast::Mention const& mention) {
  const auto value = Decimal::scaled(mention.value.digits, mention.value.exponent);
  return (value ? value->to_string() : "?") + (mention.percent ? "%" : std::string(mention.unit));
}

std::vector<std::string> numbers(std::string text) {
  const Parsed parsed = parse_text(std::move(text));
  std::vector<std::string> all;
  for (ast::Mention const& mention : parsed.prose.mentions) all.push_back(shown(mention));
  return all;
}

Approximation approximation(std::string text) { return parse_text(std::move(text)).prose.mentions.at(0).approximation; }

using Numbers = std::vector<std::string>;

}  // namespace

TEST_CASE("numbers of the prose") {
  CHECK(numbers("受理申请35件。") == Numbers{"35件"});
  CHECK(numbers("发布信息1,234条，公开 5 条。") == Numbers{"1234条", "5条"});
  CHECK(numbers("发布信息１２条。") == Numbers{"12条"});
  CHECK(numbers("公开各类信息1.2万条。") == Numbers{"12000条"});
  CHECK(numbers("公开各类信息 1 万余条。") == Numbers{"10000条"});
  CHECK(numbers("办理事项6.7万余件。") == Numbers{"67000件"});
  CHECK(numbers("采购总金额 45996.82 万元，另有3亿元。") == Numbers{"459968200元", "300000000元"});
  CHECK(numbers("办结率为97.5%，满意率８８％。") == Numbers{"97.5%", "88%"});
  CHECK(numbers("培训一千二百人次，受理两件，收到十二件，一百零五件，三十件。") == Numbers{"1200人次", "2件", "12件", "105件", "30件"});
}

TEST_CASE("what is no count") {
  CHECK(numbers("2017年1月1日至12月31日，国办发〔2017〕24号，电话0953-2039337。").empty());
  CHECK(numbers("二〇一七年第3次会议，第三件。").empty());
  CHECK(numbers("压缩至9-15个工作日。").empty());  // a range is no number
  CHECK(numbers("一是加强领导，二是一次性办结，办成一件事。").empty());
  CHECK(numbers("提高3个百分点。").empty());
}

TEST_CASE("approximations") {
  CHECK(approximation("发布信息35条。") == Approximation::exact);
  CHECK(approximation("发布信息35余条。") == Approximation::at_least);
  CHECK(approximation("发布信息 16805 多条。") == Approximation::at_least);
  CHECK(approximation("发布信息35条以上。") == Approximation::at_least);
  CHECK(approximation("发布信息超过35条。") == Approximation::at_least);
  CHECK(approximation("发布信息近35条。") == Approximation::at_most);
  CHECK(approximation("发布信息约35条。") == Approximation::about);
  CHECK(approximation("发布信息35条左右。") == Approximation::about);
}

TEST_CASE("clauses, brackets and lists") {
  const Parsed parsed = parse_text("收到申请35件（含网络申请10件），其中：当面7件、信函18件；共计60件。未收到投诉。");
  REQUIRE(parsed.prose.sentences.size() == 2);
  std::vector<std::string> texts;
  for (ast::Clause const& clause : parsed.prose.clauses) texts.emplace_back(clause.text);
  CHECK(texts == std::vector<std::string>{"收到申请35件", "含网络申请10件", "", "其中", "当面7件", "信函18件", "共计60件", "未收到投诉"});
  CHECK(parsed.prose.clauses[1].depth == 1);
  CHECK(parsed.prose.clauses[0].depth == 0);
  CHECK(parsed.prose.clauses[3].of_which);
  CHECK(parsed.prose.clauses[4].end == ast::Clause::End::list);
  CHECK(parsed.prose.clauses[6].altogether);
}

TEST_CASE("a sentence that a page break tears goes on in the next paragraph") {
  const Parsed parsed = parse_text("全县各乡镇、各部门认真贯彻落实中华人民共和国政府信息公开条例，主动公开政府信息 11622 条，通过\n\n\n西吉官方微信公众账号发布信息 578 条。\n");
  REQUIRE(parsed.prose.sentences.size() == 1);
  CHECK(parsed.prose.mentions.size() == 2);
}

TEST_CASE("the label of a share") {
  const Parsed parsed = parse_text("其中征地拆迁占比25%、棚户区改造占35%，其他 40%。");
  REQUIRE(parsed.prose.mentions.size() == 3);
  CHECK(parsed.prose.mentions[0].label == "征地拆迁");
  CHECK(parsed.prose.mentions[1].label == "棚户区改造");
  CHECK(parsed.prose.clauses.back().rest);
}

TEST_CASE("prose of nested brackets takes linear time") {
  const auto nested = [](std::size_t sentences) {
    std::string text = "柳汀县人民政府2021年政府信息公开工作年度报告\n\n";
    for (std::size_t i = 0; i < sentences; ++i) {
      for (int depth = 0; depth < 40; ++depth) text += "收到申请（含网络申请3件，";
      for (int depth = 0; depth < 39; ++depth) text += "）";
      text += "。\n";
    }
    return text;
  };
  const auto seconds = [&](std::size_t sentences) {
    const std::string text = nested(sentences);
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      const auto start = std::chrono::steady_clock::now();
      const Parsed parsed = parse_text(text);
      CHECK(parsed.prose.sentences.size() >= sentences);
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
  };
  CHECK(seconds(1000) < 4 * seconds(500) + 0.05);
}
