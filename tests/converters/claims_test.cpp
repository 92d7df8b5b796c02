// What the prose says of quantities: phrases, denials, scopes, other years.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/form_text.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

/// phrase=value of every claim, with ! for a denial and the extent where it is told.
std::vector<std::string> claims(std::string const& prose, std::string const& year = "2017") {
  const Reading reading = read_text("柳汀县人民政府" + year + "年政府信息公开工作年度报告\n\n一、政府信息公开申请情况\n\n" + prose + "\n");
  std::vector<std::string> all;
  for (Claim const& claim : reading.report.claims) {
    std::string text = claim.phrase + "=" + claim.value.to_string() + (claim.denied ? "!" : "");
    if (claim.scope != Scope::unstated) text += " " + std::string(to_string(claim.scope));
    all.push_back(text);
  }
  return all;
}

using Claims = std::vector<std::string>;

}  // namespace

TEST_CASE("a number belongs to the words before it, else to those behind it") {
  CHECK(claims("全年受理政府信息公开申请35件。") == Claims{"requests.received=35"});
  CHECK(claims("全年共收到5件政府信息公开申请。") == Claims{"requests.received=5"});
  CHECK(claims("按受理方式分类，当面受理 7 件，网络申请 10 件，信函申请 18 件。") ==
        Claims{"requests.received.in_person=7", "requests.received.online=10", "requests.received.letter=18"});
  CHECK(claims("举办政务公开培训班3次。") == Claims{"training.courses=3"});
  CHECK(claims("全年共举办 3 次政务公开培训班。") == Claims{"training.courses=3"});
  CHECK(claims("微信信息1641多条，微博信息16805多条。") == Claims{"disclosure.items.wechat=1641", "disclosure.items.microblog=16805"});
}

TEST_CASE("the nearest subject holds for the numbers behind it") {
  CHECK(claims("公开行政许可事项201项，比上一年减少45项，处理决定52772项；行政处罚事项处理决定23302项。", "2019") ==
        Claims{"licensing.items=201", "licensing.decisions=52772", "penalties.decisions=23302"});
}

TEST_CASE("where two subjects fit alike nothing is claimed") {
  CHECK(claims("公示行政许可、行政处罚事项处理决定832项。", "2019").empty());
  CHECK(claims("通过政府网站、政府公报、政务微信微博等渠道主动公开政府信息125981条。") == Claims{"disclosure.items=125981"});
}

TEST_CASE("a sum is claimed as a sum") {
  const Reading reading = read_text("柳汀县人民政府2021年政府信息公开工作年度报告\n\n因政府信息公开引起的行政复议、行政诉讼案件共3件。\n");
  REQUIRE(reading.report.claims.size() == 1);
  CHECK(reading.report.claims[0].indicator == "review.total + litigation.total{route=direct} + litigation.total{route=after_review}");
}

TEST_CASE("denials") {
  CHECK(claims("我县未收到政府信息公开申请。") == Claims{"requests.received=0! whole"});
  CHECK(claims("我县未发生因信息公开申请行政复议、诉讼及举报情况。") == Claims{"review=0! whole", "litigation=0! whole", "complaints=0! whole"});
  CHECK(claims("没有按时答复政府信息公开申请的情况需要改进。").empty());
  CHECK(claims("无法提供的政府信息公开申请要说明理由。").empty());
  CHECK(claims("未收到与本机关有关的政府信息公开申请3件。") == Claims{"requests.received=3"});
}

TEST_CASE("numbers of other years, of plans and of other units are no claims") {
  CHECK(claims("上年受理政府信息公开申请35件。").empty());
  CHECK(claims("力争明年主动公开政府信息500条。").empty());
  CHECK(claims("培训政府信息公开申请窗口3个。").empty());
  CHECK(claims("政府信息公开申请办结率100%。").empty());
}

TEST_CASE("scopes") {
  CHECK(claims("全县共收到政府信息公开申请35件。") == Claims{"requests.received=35 whole"});
  CHECK(claims("县本级共收到政府信息公开申请35件。") == Claims{"requests.received=35 part"});
  CHECK(claims("柳汀县共收到政府信息公开申请35件。") == Claims{"requests.received=35 whole"});
  CHECK(claims("通过政府网站公开环境保护信息35条。") == Claims{"disclosure.items.website=35 part"});
  CHECK(claims("通过县政府门户网站发布政府信息21080条，其中：政府网站发布县政府信息5568条。") ==
        Claims{"disclosure.items.website=21080", "disclosure.items.website=5568 part"});
}

TEST_CASE("money is claimed in the unit of the form") {
  CHECK(claims("依申请公开政府信息收取费用2950元。") == Claims{"fees.information=0.295"});
  CHECK(claims("政府集中采购事项101项，采购总金额45996.82万元。", "2019") == Claims{"procurement.projects=101", "procurement.amount=45996.82"});
}

TEST_CASE("a claim tells where it stands") {
  const Reading reading = read_text("柳汀县人民政府2017年政府信息公开工作年度报告\n\n全年受理政府信息公开申请 35 件。\n");
  REQUIRE(reading.report.claims.size() == 1);
  Claim const& claim = reading.report.claims[0];
  CHECK(claim.at.line == 3);
  CHECK(reading.source->text().substr(claim.at.offset, claim.at.length) == "35 件");
  CHECK(claim.text == "全年受理政府信息公开申请 35 件");
  CHECK(claim.indicator == "requests.received");
}
