#include "lint/glob.hpp"

#include <cstdint>
#include <vector>

namespace tiaoli {
namespace {

/// One piece of a pattern.
struct Piece {
  enum class Kind : std::uint8_t { byte, character, part, everything, folders };
  Kind kind = Kind::byte;
  char byte = 0;
};

std::vector<Piece> pieces_of(std::string_view pattern) {
  std::vector<Piece> pieces;
  if (pattern.find('/') == std::string_view::npos) pieces.push_back({Piece::Kind::folders});
  while (!pattern.empty()) {
    const bool at_start = pieces.empty() || pieces.back().kind == Piece::Kind::folders || (pieces.back().kind == Piece::Kind::byte && pieces.back().byte == '/');
    if (at_start && pattern.starts_with("**/")) {
      pieces.push_back({Piece::Kind::folders});
      pattern.remove_prefix(3);
    } else if (pattern.starts_with("**")) {
      pieces.push_back({Piece::Kind::everything});
      pattern.remove_prefix(2);
    } else {
      const char c = pattern.front();
      pieces.push_back({c == '*' ? Piece::Kind::part : c == '?' ? Piece::Kind::character : Piece::Kind::byte, c});
      pattern.remove_prefix(1);
    }
  }
  return pieces;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  // reached[i]: the pieces so far can end in front of byte i.
  std::vector<bool> reached(path.size() + 1), next;
  reached[0] = true;
  for (Piece const& piece : pieces_of(pattern)) {
    next.assign(path.size() + 1, false);
    bool inside = false;  // a star, or a `?` in the middle of a character, that may go on
    for (std::size_t i = 0; i <= path.size(); ++i) {
      const char before = i > 0 ? path[i - 1] : '/';
      switch (piece.kind) {
        case Piece::Kind::byte: next[i] = i > 0 && reached[i - 1] && before == piece.byte; break;
        case Piece::Kind::character:
          inside = i > 0 && before != '/' && (continues_character(before) ? inside : static_cast<bool>(reached[i - 1]));
          next[i] = inside && (i == path.size() || !continues_character(path[i]));
          break;
        case Piece::Kind::part: next[i] = inside = (inside && before != '/') || reached[i]; break;
        case Piece::Kind::everything: next[i] = inside = inside || reached[i]; break;
        case Piece::Kind::folders:
          inside = inside || reached[i];
          next[i] = reached[i] || (inside && before == '/');
          break;
      }
    }
    reached.swap(next);
  }
  return reached.back();
}

}  // namespace tiaoli
