// Who could have broken an identity.
#include <string>

#include "converters/culprits.hpp"
#include "tests/catch.hpp"
#include "tests/form_text.hpp"

using namespace tiaoli;
using namespace tiaoli::testing;

namespace {

/// The likeliest set as `cell=value` with the slip's number; empty when there is none.
std::string likeliest(FormText const& form, bool* stands_out = nullptr) {
  const Reading reading = read_form(form);
  const auto breaches = find_culprits(reading.report, Registry::embedded());
  if (breaches.size() != 1 || breaches[0].culprits.empty()) return std::to_string(breaches.size()) + " breaches";
  if (stands_out != nullptr) *stands_out = breaches[0].stands_out;
  std::string text;
  for (Correction const& correction : breaches[0].culprits.front().corrections) {
    text += (text.empty() ? "" : " ") + Registry::embedded().editions()[*reading.report.edition].cells[correction.cell].id + "=" + correction.value.to_string();
  }
  return text;
}

/// Seven requests, all granted, of natural persons.
FormText seven() {
  FormText form("2021");
  for (char const* const row : {"R1", "R3.1", "R3.7"}) form.set("2021:" + std::string(row) + "/nat", "7").set("2021:" + std::string(row) + "/sum", "7");
  return form;
}

}  // namespace

TEST_CASE("nothing is blamed where nothing is broken") { CHECK(likeliest(seven()) == "0 breaches"); }

TEST_CASE("a cell in a row and a column is found alone") {
  bool stands_out = false;
  CHECK(likeliest(seven().set("2021:R3.2/biz", "4"), &stands_out) == "2021:R3.2/biz=0");
  CHECK(stands_out);
  CHECK(likeliest(seven().set("2021:R3.1/nat", "1"), &stands_out) == "2021:R3.1/nat=7");
  CHECK(stands_out);
  CHECK(likeliest(seven().set("2021:R3.7/sum", "17"), &stands_out) == "2021:R3.7/sum=7");
}

TEST_CASE("two neighbours in each other's place are found together") {
  FormText form = seven();
  form.set("2021:R3.1/nat", "0").set("2021:R3.1/biz", "7");
  CHECK(likeliest(form) == "2021:R3.1/nat=7 2021:R3.1/biz=0");
}

TEST_CASE("where one identity alone is broken the likelier slip comes first") {
  FormText form("2014");
  form.set("2014:D", "53").set("2014:D1", "30").set("2014:D2", "5");
  CHECK(likeliest(form) == "2014:D=35");
}

TEST_CASE("what the prose says decides") {
  FormText form("2014");
  form.set("2014:D", "4").set("2014:D1", "3").set("2014:D2", "2");
  const std::string text = form.text() + "\n\n一、行政复议情况\n\n全年因政府信息公开引起的行政复议5件。\n";
  const Reading reading = read_text(text);
  const auto breaches = find_culprits(reading.report, Registry::embedded());
  REQUIRE(breaches.size() == 1);
  CHECK(breaches[0].stands_out);
  CHECK(breaches[0].culprits.front().corrections.front().value == Decimal::of(5));
}

TEST_CASE("identities with a cell that has no number blame nobody") {
  FormText form = seven();
  form.set("2021:R1/nat", "").set("2021:R1/sum", "5");
  for (Breach const& breach : find_culprits(read_form(form).report, Registry::embedded())) {
    for (auto const* relation : breach.relations) CHECK(relation->strength == Strength::identity);
  }
}
