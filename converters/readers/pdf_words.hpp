#pragma once
// The words of a PDF and where they stand, as pdftotext -bbox-layout prints them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiaoli {

/// A rectangle in points; y grows downwards.
struct PageBox {
  double left = 0, top = 0, right = 0, bottom = 0;

  double middle() const { return (top + bottom) / 2; }
  double width() const { return right - left; }
  /// Makes it hold `other` too.
  void add(PageBox const& other);
};

struct PageWord {
  PageBox box;
  std::string text;
};

struct PageWords {
  double width = 0, height = 0;
  std::vector<PageWord> words;  ///< in the order of the file, none of them empty
};

/// The pages in what pdftotext printed; nothing when it is no such text.
std::optional<std::vector<PageWords>> read_page_words(std::string_view xhtml);

}  // namespace tiaoli
