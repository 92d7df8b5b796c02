#pragma once
// The reports of fixtures/ and their conversions, for the tests of the writers.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converters/convert.hpp"
#include "converters/writers/form.hpp"
#include "mappings/registry.hpp"
#include "model/report.hpp"
#include "model/source.hpp"

namespace tiaoli::testing {

/// A report and its conversion.
struct Sample {
  std::string name;  ///< `2014/wuzhong`
  std::string to;
  std::unique_ptr<Source> source;
  Report report;
  Conversion conversion;

  Form form() const;
  ConvertedCell const& cell(std::string_view id) const;
};

Sample sample(std::string const& name, std::string const& to);
/// Every fixture with a statistics table, converted to every edition.
std::vector<Sample> samples();

/// What the program makes of `text` when it reads it.
Report read_back(std::string const& text);

/// The text of a file below the source folder; empty when there is none.
std::string file_text(std::string const& path);

}  // namespace tiaoli::testing
