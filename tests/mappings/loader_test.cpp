// Broken mapping data is refused with the place and what is wrong there.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "mappings/embedded.hpp"
#include "mappings/registry.hpp"
#include "tests/catch.hpp"

using namespace tiaoli;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("tiaoli_loader_test." + std::to_string(::getpid()))) { fs::create_directories(path_ / "editions"); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { fs::remove_all(path_); }
  fs::path const& path() const { return path_; }
  void write(std::string const& name, std::string const& content) const { std::ofstream(path_ / name, std::ios::binary) << content; }
  /// What the loader says of the folder; empty when it takes it.
  std::string error() const {
    try {
      (void)Registry::load(path_);
    } catch (MappingError const& error) {
      return error.what();
    }
    return "";
  }

 private:
  fs::path path_;
};

std::string embedded(std::string_view name) {
  for (auto const& [file, content] : embedded_files()) {
    if (file == name) return std::string(content);
  }
  throw std::logic_error("no embedded file " + std::string(name));
}

/// What the loader says when the first `from` of a file is `to`.
std::string error_of(std::string const& file, std::string_view from, std::string_view to) {
  std::string content = embedded(file);
  const std::size_t at = content.find(from);
  if (at == std::string::npos) throw std::logic_error("not in " + file + ": " + std::string(from));
  content.replace(at, from.size(), to);
  const Folder folder;
  folder.write(file, content);
  return folder.error();
}

/// What the loader says when a record is put in front of the others of `array`.
std::string error_with(std::string const& file, std::string_view array, std::string const& record) {
  const std::string head = "\"" + std::string(array) + "\": [\n";
  return error_of(file, head, head + "  " + record + ",\n");
}

bool says(std::string const& error, std::initializer_list<char const*> parts) {
  for (char const* const part : parts) {
    if (error.find(part) == std::string::npos) {
      UNSCOPED_INFO("the loader said: " << error << "\nwithout: " << part);
      return false;
    }
  }
  return true;
}

const std::string why = R"("why_zh": "因为", "why_en": "because", "basis": "test")";

}  // namespace

TEST_CASE("whole data from a folder is taken, and files that are absent are the embedded ones") {
  const Folder folder;
  CHECK(folder.error().empty());
  folder.write("indicators.json", embedded("indicators.json"));
  CHECK(folder.error().empty());
  CHECK(error_of("editions/2021.json", "\"years\": [2021, null]", "\"years\": [2021, 2030]").empty());
}

TEST_CASE("a field nobody knows") {
  CHECK(says(error_of("indicators.json", R"({"id": "requests.received")", R"({"colour": 1, "id": "requests.received")"), {"indicators.json/indicators/", "unknown field", "colour"}));
  CHECK(says(error_of("editions/2019.json", R"({"table": "P1", "id": "P1.rule")", R"({"colour": 1, "table": "P1", "id": "P1.rule")"), {"editions/2019.json/rows/0", "colour"}));
  CHECK(says(error_of("editions/2019.json", "\"tables\": [", "\"colour\": 1, \"tables\": ["), {"editions/2019.json", "colour"}));
  CHECK(says(error_of("equations.json", R"({"id": "I2")", R"({"colour": 1, "id": "I2")"), {"equations.json/equations/1", "colour"}));
  CHECK(says(error_of("indicators.json", R"({"id": "natural_person")", R"({"colour": 1, "id": "natural_person")"), {"indicators.json/dimensions/0/values/0", "colour"}));
}

TEST_CASE("a key that stands twice") {
  CHECK(says(error_of("indicators.json", R"({"id": "requests.received")", R"({"id": "x", "id": "requests.received")"), {"indicators.json/indicators/", "\"id\"", "twice"}));
  CHECK(says(error_of("equations.json", R"({"id": "I2")", R"({"id": "I0", "id": "I2")"), {"equations.json/equations/1", "\"id\"", "twice"}));
  CHECK(says(error_of("variants.json", R"("開": "开")", R"("開": "开", "開": "开")"), {"variants.json/characters", "開", "twice"}));
}

TEST_CASE("no JSON, or not the JSON that is expected") {
  CHECK(says(error_of("equations.json", R"({"id": "I2")", R"({"id": "I2)"), {"equations.json", "line"}));
  CHECK(says(error_of("indicators.json", R"("unit": "条")", R"("unit": 5)"), {"indicators.json/indicators/0", "unit", "string"}));
  CHECK(says(error_of("indicators.json", R"("unit": "条", )", ""), {"indicators.json/indicators/0", "unit", "missing"}));
  CHECK(says(error_of("indicators.json", R"("kind": "count")", R"("kind": "money")"), {"indicators.json/indicators/0", "kind"}));
  CHECK(says(error_of("equations.json", R"("relation": "=")", R"("relation": "<")"), {"equations.json/equations/0", "relation"}));
  CHECK(says(error_of("equations.json", R"("strength": "identity")", R"("strength": "certain")"), {"equations.json/equations/0", "strength"}));
  CHECK(says(error_of("editions/2014.json", R"("heading": true)", R"("heading": "yes")"), {"editions/2014.json/rows/0", "heading"}));
  CHECK(says(error_of("editions/2014.json", "[2014, 2018]", "[2014]"), {"editions/2014.json", "years"}));
  CHECK(says(error_of("editions/2014.json", "[2014, 2018]", "[2014, \"2018\"]"), {"editions/2014.json", "years"}));
  const Folder folder;
  folder.write("indicators.json", "[]");
  CHECK(says(folder.error(), {"indicators.json", "object"}));
  folder.write("indicators.json", "\xFF\xFE");
  CHECK(says(folder.error(), {"indicators.json"}));
  folder.write("indicators.json", "");
  CHECK(says(folder.error(), {"indicators.json"}));
}

TEST_CASE("ids that stand twice") {
  CHECK(says(error_of("indicators.json", R"({"id": "disclosure.normative_documents")", R"({"id": "disclosure.items")"), {"indicators.json/indicators/1", "disclosure.items", "twice"}));
  CHECK(says(error_of("editions/2019.json", R"("id": "P1.norm", )", R"("id": "P1.rule", )"), {"editions/2019.json/rows/1", "P1.rule", "twice"}));
  CHECK(says(error_of("editions/2019.json", R"("id": "2019:P1.rule/published")", R"("id": "2019:P1.rule/made")"), {"editions/2019.json/cells/1", "twice"}));
  CHECK(says(error_of("equations.json", R"("id": "I2")", R"("id": "I1")"), {"equations.json/equations/1", "I1", "twice"}));
  CHECK(says(error_of("editions/2019.json", R"({"table": "R", "id": "biz")", R"({"table": "R", "id": "nat")"), {"editions/2019.json/columns/", "nat", "twice"}));
}

TEST_CASE("a cell bound twice") {
  // Two cells at one place of the form.
  CHECK(says(error_of("editions/2019.json", R"("id": "2019:P1.rule/published", "row": "P1.rule", "column": "published")",
                      R"("id": "2019:P1.rule/published", "row": "P1.rule", "column": "made")"),
             {"editions/2019.json/cells/1", "row and column"}));
  // Two cells that state one quantity.
  CHECK(says(error_of("editions/2019.json", R"("indicator": "documents.rules.published")", R"("indicator": "documents.rules.made")"),
             {"editions/2019.json/cells/1", "same quantity"}));
}

TEST_CASE("units that do not agree") {
  CHECK(says(error_of("editions/2019.json", R"("unit": "件")", R"("unit": "项")"), {"editions/2019.json/cells/", "unit"}));
  CHECK(says(error_with("equations.json", "equations",
                        R"({"id": "Z1", "editions": ["2019"], "strength": "identity", "left": ["fees.administrative.items_last_year"], "relation": "=", "right": ["documents.rules.made"], )" + why + "}"),
             {"equations.json/equations/0", "unit"}));
  // Money is never compared with a count, whatever the strength.
  CHECK(says(error_with("equations.json", "equations",
                        R"({"id": "Z1", "editions": ["2019", "2021"], "strength": "close", "left": ["fees.administrative.items_last_year"], "relation": "=", "right": ["fees.administrative.amount"], )" + why + "}"),
             {"equations.json/equations/0", "unit"}));
}

TEST_CASE("quantities that no form states") {
  const auto left = [](std::string const& term) {
    return error_with("equations.json", "equations",
                      R"({"id": "Z1", "editions": ["2021"], "strength": "identity", "left": [")" + term + R"("], "relation": "=", "right": ["requests.received"], )" + why + "}");
  };
  CHECK(says(left("requests.nonsense"), {"equations.json/equations/0", "requests.nonsense"}));
  CHECK(says(left("requests.received{colour=red}"), {"equations.json/equations/0", "colour"}));
  CHECK(says(left("requests.received{applicant=martian}"), {"equations.json/equations/0", "martian"}));
  CHECK(says(left("requests.received{applicant=natural_person"), {"equations.json/equations/0", "brace"}));
  CHECK(says(left("requests.received{applicant}"), {"equations.json/equations/0", "applicant"}));
  CHECK(says(left(""), {"equations.json/equations/0"}));
  // A quantity of another form.
  CHECK(says(left("requests.closed"), {"equations.json", "Z1", "2021", "requests.closed"}));
  CHECK(says(error_of("editions/2019.json", R"("indicator": "documents.rules.made")", R"("indicator": "documents.rules.nonsense")"), {"editions/2019.json/cells/0", "documents.rules.nonsense"}));
}

TEST_CASE("years that overlap") {
  CHECK(says(error_of("editions/2014.json", "[2014, 2018]", "[2014, 2019]"), {"editions/2019.json", "overlap"}));
  CHECK(says(error_of("editions/2019.json", "[2019, 2020]", "[2019, null]"), {"editions/2021.json", "overlap"}));
}

TEST_CASE("a record without a basis") {
  CHECK(says(error_of("indicators.json", R"("basis": "国办发〔2014〕32号")", R"("basis": "")"), {"indicators.json/indicators/0", "basis"}));
  CHECK(says(error_of("equations.json", R"(, "basis": "国办发〔2014〕32号")", ""), {"equations.json/equations/0", "basis"}));
  CHECK(says(error_of("editions/2014.json", R"("basis": "国办发〔2014〕32号",)", ""), {"editions/2014.json", "basis"}));
}

TEST_CASE("a quantity that two forms state needs a record that says why it is the same") {
  CHECK(says(error_of("equations.json", R"("same": ["licensing.decisions"])", R"("same": ["penalties.decisions"])"), {"equations.json", "licensing.decisions"}));
  // And a record that says so of a quantity that only one form states is wrong as well.
  CHECK(says(error_of("equations.json", R"("same": ["licensing.decisions"])", R"("same": ["licensing.decisions", "documents.rules.made"])"),
             {"equations.json", "documents.rules.made"}));
}

TEST_CASE("an equation that makes what must never be") {
  CHECK(says(error_with("equations.json", "equations",
                        R"({"id": "Z1", "editions": ["2014", "2021"], "strength": "close", "left": ["requests.answered.correction_notice"], "relation": "=", "right": ["requests.unavailable.unclear"], )" + why + "}"),
             {"equations.json", "2014:C3.7", "never"}));
}

TEST_CASE("references to nothing") {
  CHECK(says(error_of("editions/2019.json", R"("row": "P1.rule")", R"("row": "P1.rules")"), {"editions/2019.json/cells/0", "row"}));
  CHECK(says(error_of("editions/2019.json", R"("column": "made")", R"("column": "amount")"), {"editions/2019.json/cells/0", "column"}));
  CHECK(says(error_of("editions/2019.json", R"({"table": "P1", "id": "made")", R"({"table": "P7", "id": "made")"), {"editions/2019.json/columns/0", "P7"}));
  CHECK(says(error_of("editions/2014.json", R"("id": "A1", "parent": "A")", R"("id": "A1", "parent": "B")"), {"editions/2014.json/rows/1", "parent"}));
  CHECK(says(error_of("equations.json", R"("editions": ["2014"])", R"("editions": ["2013"])"), {"equations.json/equations/0", "2013"}));
  CHECK(says(error_of("equations.json", R"({"from": ["2014:C3.7"])", R"({"from": ["2014:C3.9"])"), {"equations.json/never/0", "2014:C3.9"}));
  CHECK(says(error_of("indicators.json", R"("dimensions": ["disclosure_channel"])", R"("dimensions": ["colour"])"), {"indicators.json/indicators/0", "colour"}));
}

TEST_CASE("a row has cells or is a heading") {
  CHECK(says(error_of("editions/2014.json", R"(, "heading": true)", ""), {"editions/2014.json", "\"A\""}));
  CHECK(says(error_of("editions/2014.json", R"("id": "A1", "parent": "A",)", R"("id": "A1", "heading": true, "parent": "A",)"), {"editions/2014.json", "\"A1\""}));
}

TEST_CASE("an edition stands in a file of its name") {
  const Folder folder;
  folder.write("editions/2022.json", embedded("editions/2021.json"));
  CHECK(says(folder.error(), {"editions/2022.json"}));
}

TEST_CASE("variants are single Han characters") {
  CHECK(says(error_of("variants.json", R"("開": "开")", R"("開": "")"), {"variants.json/characters", "開"}));
  CHECK(says(error_of("variants.json", R"("開": "开")", R"("x": "开")"), {"variants.json/characters", "x"}));
  CHECK(says(error_of("variants.json", R"("開": "开")", R"("開": 5)"), {"variants.json/characters", "開"}));
}

TEST_CASE("a folder that is none, and files nobody knows") {
  CHECK_THROWS_AS(Registry::load("/nowhere/at/all"), MappingError);
  const Folder folder;
  folder.write("colours.json", "{}");
  CHECK(says(folder.error(), {"colours.json"}));
  fs::remove(folder.path() / "colours.json");
  folder.write("README.md", "no mapping data");
  CHECK(folder.error().empty());
}
