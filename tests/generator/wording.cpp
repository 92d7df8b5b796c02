#include "tests/generator/wording.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tiaoli::generator {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Character of the form and what scanners, typists and mirrors make of it. All of them are in
/// mappings/variants.json; labels differ from each other by more.
constexpr std::array variants{Pair{"增", "増"}, Pair{"减", "滅"}, Pair{"减", "減"}, Pair{"项", "坝"}, Pair{"项", "項"},
                              Pair{"第", "弗"}, Pair{"数", "數"}, Pair{"开", "開"}, Pair{"总", "總"}, Pair{"计", "計"},
                              Pair{"关", "關"}, Pair{"务", "務"}, Pair{"请", "請"}, Pair{"结", "結"}, Pair{"办", "辦"},
                              Pair{"处", "處"}, Pair{"复", "復"}, Pair{"诉", "訴"}, Pair{"规", "規"}, Pair{"范", "範"},
                              Pair{"业", "業"}, Pair{"会", "會"}, Pair{"机", "機"}, Pair{"构", "構"}, Pair{"他", "它"},
                              Pair{"已", "己"}, Pair{"未", "末"}, Pair{"行", "⾏"}, Pair{"文", "⽂"}, Pair{"金", "⾦"}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string join(std::vector<std::string> const& parts) {
  std::string text;
  for (std::string const& part : parts) text += part;
  return text;
}

bool is_han(std::string_view character) {
  return character.size() == 3 && character[0] >= '\xE4' && character[0] <= '\xE9';
}

/// How many characters have to be inserted, removed or replaced to make `left` of `right`.
std::size_t distance(std::string_view left, std::string_view right) {
  const auto from = characters(left);
  const auto to = characters(right);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> made;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) == 0x80U && !made.empty()) {
      made.back() += byte;
    } else {
      made.emplace_back(1, byte);
    }
  }
  return made;
}

Wording::Wording(Registry const& registry, std::uint8_t edition, bool may_mistype, Random& random)
    : registry_(registry),
      edition_(registry.editions()[edition]),
      random_(random),
      alias_per_mille_(random.percent(50) ? 60 : 0),
      space_per_mille_(random.percent(50) ? 80 : 0),
      variant_per_mille_(random.percent(40) ? 20 : 0),
      typing_error_per_mille_(may_mistype && random.percent(30) ? 40 : 0),
      half_width_brackets_(random.percent(30)),
      notes_(random.percent(85)),
      item_mark_(random.pick({".", ".", ". ", "．", "、"})) {
  const auto quotes = random.pick(std::array{Pair{"“", "”"}, Pair{"\"", "\""}, Pair{"", ""}});
  open_quote_ = quotes.first;
  close_quote_ = quotes.second;
}

std::string Wording::row(EditionRow const& row) {
  std::string label = name(row.label, row.aliases);
  if (notes_ && label == row.label) label += row.note;
  const std::string number = numbering(row.number);
  const std::string printed = dress(with_typing_error(label));
  return number + (!number.empty() && number.back() != ' ' && random_.per_mille(space_per_mille_) ? " " : "") + printed;
}

std::string Wording::column(EditionColumn const& column) { return dress(name(column.label, column.aliases)); }

std::string Wording::table(EditionTable const& table) { return dress(name(table.label, table.aliases)); }

std::string Wording::words(std::string_view official) { return dress(official); }

std::string Wording::name(std::string const& label, std::vector<std::string> const& aliases) {
  return !aliases.empty() && random_.per_mille(alias_per_mille_) ? random_.pick(aliases) : label;
}

/// （一） and (一); 1. and 1．and 1、; 其中：and 其中:
std::string Wording::numbering(std::string_view number) const {
  std::string printed(number);
  if (number.ends_with('.')) {
    printed.pop_back();
    printed += item_mark_;
  }
  if (half_width_brackets_) {
    replace_all(printed, "（", "(");
    replace_all(printed, "）", ")");
    replace_all(printed, "：", ":");
  }
  return printed;
}

std::string Wording::with_typing_error(std::string const& label) {
  constexpr int most = 2;
  constexpr std::size_t shortest = 8;
  auto letters = characters(label);
  if (typing_errors_ >= most || letters.size() < shortest || !random_.per_mille(typing_error_per_mille_)) return label;
  constexpr int patience = 5;
  for (int attempt = 0; attempt < patience; ++attempt) {
    auto wrong = letters;
    const std::size_t at = random_.index(wrong.size());
    if (!is_han(wrong[at])) continue;
    switch (random_.weighted({3, 1, 1})) {
      case 0: wrong[at] = random_.pick({"石", "木", "口", "全", "白", "甲", "片", "寸"}); break;
      case 1: wrong[at].clear(); break;
      default: wrong[at] += wrong[at]; break;
    }
    const std::string made = join(wrong);
    if (mistakable(made, label)) continue;
    ++typing_errors_;
    return made;
  }
  return label;
}

/// Whether `wrong` could as well be another label of the edition than `right`.
bool Wording::mistakable(std::string const& wrong, std::string const& right) const {
  const std::string key = registry_.key()(wrong);
  if (!registry_.uses(key).empty()) return true;
  constexpr std::size_t far_enough = 3;
  const auto close = [&](std::string const& label) { return distance(key, registry_.key()(label)) < far_enough; };
  const auto any_close = [&](std::vector<std::string> const& labels) {
    return std::any_of(labels.begin(), labels.end(), close);
  };
  const auto is_right = [&](EditionRow const& row) {
    return row.label == right || row.label + row.note == right ||
           std::find(row.aliases.begin(), row.aliases.end(), right) != row.aliases.end();
  };
  return std::any_of(edition_.rows.begin(), edition_.rows.end(), [&](EditionRow const& row) {
    return !is_right(row) && (close(row.label) || close(row.label + row.note) || any_close(row.aliases));
  });
}

std::string Wording::dress(std::string_view label) {
  auto letters = characters(label);
  const bool spaced = random_.per_mille(space_per_mille_);
  const bool widely = spaced && letters.size() <= 6 && random_.percent(50);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    std::string& letter = letters[i];
    if (letter == "“") letter = open_quote_;
    if (letter == "”") letter = close_quote_;
    for (auto const& [usual, variant] : variants) {
      if (letter == usual && random_.per_mille(variant_per_mille_)) letter = variant;
    }
    const bool inside = i + 1 < letters.size() && is_han(letter) && is_han(letters[i + 1]);
    if (inside && (widely || (spaced && random_.percent(12)))) letter += random_.percent(90) ? " " : "　";
  }
  std::string printed = join(letters);
  if (half_width_brackets_) {
    replace_all(printed, "（", "(");
    replace_all(printed, "）", ")");
  }
  return printed;
}

}  // namespace tiaoli::generator
