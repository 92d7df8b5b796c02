#pragma once
// What the prose of a report says of a quantity.
#include <cstdint>
#include <string>
#include <string_view>

#include "model/decimal.hpp"
#include "model/source.hpp"

namespace tiaoli {

/// How exactly the prose means a number.
enum class Approximation : std::uint8_t {
  exact,
  about,     ///< 约, 左右
  at_least,  ///< 余, 多, 以上, 超过
  at_most    ///< 近, 不足, 以内
};
std::string_view to_string(Approximation approximation);

/// Of what the prose speaks, as far as it says so.
enum class Scope : std::uint8_t {
  unstated,
  whole,  ///< all that the report covers: 全县, 我局, the publisher's place
  part    ///< something inside it: 市本级, 县直部门, 其中
};
std::string_view to_string(Scope scope);

/// A statement of the prose about a quantity: weaker than a fact.
struct Claim {
  std::string phrase;     ///< how it was said: an id of mappings/phrases.json
  std::string indicator;  ///< the quantity meant, or a sum of them: `review.cases + litigation.total`
  Decimal value;          ///< in the unit of the indicator
  Approximation approximation = Approximation::exact;
  bool denied = false;    ///< no number was printed: the sentence says that there was none
  Scope scope = Scope::unstated;
  std::string scope_words;  ///< as printed: 全县
  std::string text;         ///< the clause, as printed
  Position at;              ///< of the number, or of the clause that denies
};

}  // namespace tiaoli
