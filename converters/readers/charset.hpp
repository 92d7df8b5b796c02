#pragma once
// Character sets of documents: what the bytes are, whatever they are declared to be.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiaoli {

/// A document in UTF-8.
struct Decoded {
  std::string text;
  std::string charset;  ///< UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE
  bool declared_wrong = false;
  std::size_t skipped = 0;  ///< bytes of a byte order mark
  /// Where each character of `text` starts, and where in the original; empty when the text is the original but for
  /// `skipped` bytes.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;

  /// The byte of the original at which the character at `offset` of the text starts.
  std::uint32_t original(std::size_t offset) const;
};

/// Larger documents in other character sets than UTF-8 are not decoded.
constexpr std::size_t largest_decoded = std::size_t{32} << 20U;

/// Decodes `bytes`: by a byte order mark, as UTF-8 when they are valid UTF-8, else as the declared character set or as the
/// one of GB18030 and Big5 that fits. gb2312 and gbk are read as GB18030, of which they are part. `declared` is empty when
/// the document says nothing. Nothing when the bytes are in none of them, among which is UTF-8 with a few broken bytes; a NUL
/// byte belongs to none but UTF-16.
std::optional<Decoded> decode(std::string bytes, std::string_view declared);

/// The character set that an HTML page declares in its first bytes; empty when it declares none.
std::string declared_charset(std::string_view html);

}  // namespace tiaoli
