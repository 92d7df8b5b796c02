#include "tests/lint/linted.hpp"

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "lint/fingerprint.hpp"
#include "lint/lint.hpp"
#include "tests/kept.hpp"

namespace tiaoli::testing {

LintedFile linted(std::string const& name, std::string bytes, Language language) {
  Registry const& registry = Registry::embedded();
  LintedFile file;
  file.name = name;
  file.source = read_bytes(name, std::move(bytes), file.diagnostics);
  file.report = read_report(*file.source, registry, file.diagnostics);
  lint(file.report, registry, file.diagnostics);
  describe(file.diagnostics, language);
  add_fingerprints(file.diagnostics, file.report, registry);
  return file;
}

std::vector<LintedFile> linted_file(std::string const& name, Language language) {
  std::vector<LintedFile> files;
  files.push_back(linted(name, content(repository() / name), language));
  return files;
}

FormatSetting format_setting(Language language) { return {Registry::embedded(), language, "1.2.3", 1}; }

}  // namespace tiaoli::testing
