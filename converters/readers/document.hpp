#pragma once
// Documents of word processors, workbooks and PDF files on their way to a Source.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/readers/extract.hpp"
#include "converters/readers/format.hpp"
#include "model/diagnostic.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// What is known of a file's bytes, and where to say what is wrong with them.
struct FileBeingRead {
  using Arguments = std::vector<std::pair<std::string_view, std::string>>;
  std::string name;
  std::size_t size = 0;
  std::string digest;  ///< SHA-256
  Diagnostics& diagnostics;

  void say(std::string_view code, Arguments arguments = {}) const;
  std::unique_ptr<Source> source(std::string format, Extract extract, std::size_t skipped = 0) const;
  /// A Source without a text.
  std::unique_ptr<Source> refuse(std::string_view code, Arguments arguments = {}) const;
};

/// Reads `bytes`, which are neither text nor a web page. What cannot be read is one diagnostic and a Source without a text.
std::unique_ptr<Source> read_document(Format format, std::string_view bytes, FileBeingRead const& file);

}  // namespace tiaoli
