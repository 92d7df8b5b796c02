#include "lint/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "converters/writers/json_out.hpp"
#include "mappings/json_reader.hpp"

namespace tiaoli {
namespace {

constexpr int version = 1;

bool is_fingerprint(std::string_view text) {
  constexpr std::size_t digits = 16;
  const auto all = [](std::string_view part, std::string_view of) { return part.find_first_not_of(of) == std::string_view::npos; };
  if (text.size() < digits || !all(text.substr(0, digits), "0123456789abcdef")) return false;
  const std::string_view rest = text.substr(digits);
  return rest.empty() || (rest.size() > 1 && rest[0] == ':' && all(rest.substr(1), "0123456789"));
}

}  // namespace

Baseline read_baseline(std::string const& file, std::string_view text) {
  const nlohmann::json parsed = parse_strictly(file, text);
  JsonObject object(parsed, file);
  if (object.any("tiaoli_baseline") != version) object.fail("is a baseline of another version");
  Baseline made;
  for (JsonObject& record : object.objects("findings")) {
    const std::string fingerprint = record.string("fingerprint");
    if (!is_fingerprint(fingerprint)) record.fail(fmt::format("\"{}\" is no fingerprint", fingerprint));
    for (char const* const field : {"code", "file", "message"}) record.string(field);  // for people
    record.finish();
    ++made[fingerprint];
  }
  object.finish();
  return made;
}

std::string write_baseline(std::vector<LintedFile> const& files) {
  using Record = std::pair<LintedFile const*, Diagnostic const*>;
  std::vector<Record> records;
  for (LintedFile const& file : files) {
    for (Diagnostic const& found : file.diagnostics) {
      if (file.is_report) records.emplace_back(&file, &found);
    }
  }
  const auto order = [](Record const& record) { return std::tie(record.first->name, record.second->code, record.second->fingerprint); };
  std::sort(records.begin(), records.end(), [&](Record const& a, Record const& b) { return order(a) < order(b); });
  JsonOut out;
  out.open('{').key("tiaoli_baseline").number(std::int64_t{version}).key("findings").open('[');
  for (auto const& [file, found] : records) {
    out.break_line();
    out.open('{').key("fingerprint").string(found->fingerprint).key("code").string(found->code).key("file").string(file->name);
    out.key("message").string(found->message).close('}');
  }
  out.close(']').close('}');
  out.end_line();
  return out.take();
}

std::size_t take_known(Baseline baseline, std::vector<LintedFile>& files) {
  for (LintedFile& file : files) {
    if (!file.is_report) continue;
    file.known += std::erase_if(file.diagnostics, [&](Diagnostic const& found) {
      const auto known = baseline.find(found.fingerprint);
      if (known == baseline.end() || known->second == 0) return false;
      --known->second;
      return true;
    });
  }
  std::size_t gone = 0;
  for (auto const& [fingerprint, count] : baseline) gone += count;
  return gone;
}

}  // namespace tiaoli
