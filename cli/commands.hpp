#pragma once
// The commands of the program. Each returns its exit code: 0 clean, 1 findings of severity error, 2 could not run.
#include <optional>
#include <string>
#include <vector>

#include "lint/rules.hpp"
#include "mappings/registry.hpp"

namespace tiaoli::cli {

/// What all commands share.
struct Setting {
  Registry const& registry;
  Language language = Language::en;
  bool quiet = false;  ///< no findings on standard error
};

int parse(Setting const& setting, std::vector<std::string> const& files, bool jsonl);

struct ConvertOptions {
  std::string file;
  std::string to;
  std::string format;  ///< empty: that of the output's ending, else json
  std::string output = "-";
  bool with_source = false;              ///< carry the report that was converted along in the JSON
  std::optional<std::string> require;  ///< exact, sum or close
};
int convert(Setting const& setting, ConvertOptions const& options);

int normalize(Setting const& setting, std::vector<std::string> const& paths, std::string const& output);

struct LintOptions {
  std::vector<std::string> files;
  std::string format = "text";
  std::string whole;     ///< a report that consists of all the others; empty for none
  std::string annotate;  ///< where to write the only file again, with its findings; empty for nowhere
};
int lint(Setting const& setting, LintOptions const& options);

int explain(Setting const& setting, std::string const& what);
int explain_rules(Setting const& setting);
int info(Setting const& setting, std::string const& file);

}  // namespace tiaoli::cli
