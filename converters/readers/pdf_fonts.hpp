#pragma once
// The fonts of a PDF. pdftotext names none of them, but every font has a box of its own height around its type.
#include <map>
#include <optional>
#include <vector>

#include "converters/readers/pdf_words.hpp"

namespace tiaoli {

/// How large the type of a word is and at what height it stands, told from the height of its box. Programs write the digits and the
/// Han of one line in different fonts, whose boxes have other heights and other middles on the same baseline.
class PageFonts {
 public:
  explicit PageFonts(std::vector<PageWords> const& pages);

  /// The size of the type of a word; nothing when no word with a box of this height tells it.
  std::optional<double> em(PageBox const& box) const;
  /// The middle of the word's box, as if it were set in the font that stands beside its own most often.
  double middle(PageBox const& box) const;
  /// The words that a word of digits stands for. pdftotext takes digits of narrow columns that stand equally far apart for one word
  /// whose letters are spaced; as one number they would be a wrong one.
  std::vector<PageWord> divide(PageWord const& word) const;

 private:
  struct Font {
    double em = 0, shift = 0;
  };
  std::map<long, Font> fonts_;      ///< by the height of their boxes
  std::map<long, double> digits_;   ///< how wide a digit is, likewise
};

}  // namespace tiaoli
