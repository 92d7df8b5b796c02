// Decimal is exact: what was printed comes back, and what does not fit is no number.
#include <limits>
#include <string>

#include "model/decimal.hpp"
#include "tests/catch.hpp"

using tiaoli::Decimal;

namespace {

std::string round_trip(std::string_view text) {
  const auto read = Decimal::parse(text);
  return read ? read->to_string() : "none";
}

}  // namespace

TEST_CASE("a decimal prints in its shortest exact form") {
  CHECK(round_trip("0") == "0");
  CHECK(round_trip("35") == "35");
  CHECK(round_trip("+2") == "2");
  CHECK(round_trip("-45") == "-45");
  CHECK(round_trip("-0") == "0");
  CHECK(round_trip("007") == "7");
  CHECK(round_trip("25.10") == "25.1");
  CHECK(round_trip("3.0") == "3");
  CHECK(round_trip("59237.2449") == "59237.2449");
  CHECK(round_trip("0.000001") == "0.000001");
  CHECK(round_trip("-0.5") == "-0.5");
  CHECK(round_trip("-12.050") == "-12.05");
  CHECK(round_trip("0.1000000000") == "0.1");
}

TEST_CASE("what is no plain number is not read") {
  for (const char* const text : {"", "-", "+", ".", "1.", ".5", "-.5", "1.2.3", "1,000", "1e5", " 1", "1 ", "--1", "+-1", "１", "0x10", "nan"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("a seventh place that is not zero does not fit") {
  CHECK_FALSE(Decimal::parse("0.0000001"));
  CHECK_FALSE(Decimal::parse("1.2345678"));
  CHECK(round_trip("1.2345670") == "1.234567");
}

TEST_CASE("the range ends at a hundred thousand million either way") {
  CHECK(round_trip("100000000000") == "100000000000");
  CHECK(round_trip("-100000000000") == "-100000000000");
  CHECK_FALSE(Decimal::parse("100000000000.000001"));
  CHECK_FALSE(Decimal::parse("-100000000001"));
  CHECK_FALSE(Decimal::parse("9223372036854775807"));
  CHECK_FALSE(Decimal::parse("9223372036854775808"));
  CHECK_FALSE(Decimal::parse(std::string(400, '9')));
}

TEST_CASE("digits are scaled by a power of ten exactly") {
  CHECK(Decimal::scaled(35, 0) == Decimal::of(35));
  CHECK(Decimal::scaled(2510, -2)->to_string() == "25.1");
  CHECK(Decimal::scaled(251000, -4)->to_string() == "25.1");  // 251000 yuan in ten-thousand yuan
  CHECK(Decimal::scaled(-3, 4) == Decimal::of(-30000));
  CHECK(Decimal::scaled(0, -30) == Decimal{});
  CHECK(Decimal::scaled(1, -6)->to_string() == "0.000001");
  CHECK_FALSE(Decimal::scaled(1, -7));
  CHECK_FALSE(Decimal::scaled(123, -8));
  CHECK(Decimal::scaled(12300, -8)->to_string() == "0.000123");
  CHECK(Decimal::scaled(1, 11) == Decimal::of(100'000'000'000));
  CHECK_FALSE(Decimal::scaled(1, 12));
  CHECK_FALSE(Decimal::scaled(std::numeric_limits<std::int64_t>::max(), 0));
  CHECK_FALSE(Decimal::scaled(std::numeric_limits<std::int64_t>::min(), 0));
  CHECK_FALSE(Decimal::scaled(std::numeric_limits<std::int64_t>::max(), 12));
}

TEST_CASE("decimals are ordered by value and know whether they are whole") {
  CHECK(*Decimal::parse("-1") < Decimal{});
  CHECK(*Decimal::parse("0.1") < *Decimal::parse("0.10001"));
  CHECK(*Decimal::parse("2.50") == *Decimal::parse("2.5"));
  CHECK(Decimal::of(7).is_integer());
  CHECK_FALSE(Decimal::parse("7.5")->is_integer());
  CHECK(Decimal::from_millionths(2'500'000).to_string() == "2.5");
  CHECK(Decimal::of(-2).millionths() == -2'000'000);
}
