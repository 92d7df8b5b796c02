// Archives: their entries within limits, and what is no archive.
#include "converters/readers/archive.hpp"

#include <cstdint>

#include "converters/readers/package.hpp"
#include "tests/catch.hpp"
#include "tests/readers/packages.hpp"

namespace {

using namespace tiaoli;
using namespace tiaoli::testing;
using Why = ReadFailure::Why;

std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& c : bytes) c = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  return bytes;
}

Why why_not(std::string const& bytes, std::string_view name, ArchiveLimits const& limits = {}) {
  ReadFailure failure;
  auto archive = Archive::open(bytes, failure, limits);
  if (archive) archive->read(name, failure);
  return failure.why;
}

}  // namespace

TEST_CASE("An archive gives its entries by name") {
  const std::string bytes = zipped({{"a/B.xml", "one"}, {"empty", ""}, {"noise", noise(700'000)}});
  ReadFailure failure;
  auto archive = Archive::open(bytes, failure);
  REQUIRE(archive);
  CHECK(archive->names() == std::vector<std::string>{"a/B.xml", "empty", "noise"});
  CHECK(archive->contains("A\\b.xml"));
  CHECK(archive->read("a/b.XML", failure) == "one");
  CHECK(archive->read("empty", failure) == "");
  CHECK((archive->read("noise", failure) == noise(700'000)));
  CHECK(failure.why == Why::none);
  CHECK_FALSE(archive->read("other", failure));
  CHECK(failure.why == Why::missing);
  CHECK(failure.detail == "other");
}

TEST_CASE("An archive that unpacks to too much is refused") {
  const std::string bomb = zipped({{"bomb", std::string(std::size_t{20} << 20U, '0')}, {"small", std::string(100'000, '0')}});
  CHECK(bomb.size() < 30'000);
  CHECK(why_not(bomb, "bomb") == Why::too_large);
  CHECK(why_not(bomb, "small") == Why::none);

  ArchiveLimits limits;
  limits.entry = 1000;
  const std::string bytes = zipped({{"a", noise(1001)}, {"b", noise(1000)}, {"c", noise(1000)}});
  CHECK(why_not(bytes, "a", limits) == Why::too_large);
  CHECK(why_not(bytes, "b", limits) == Why::none);
  limits.together = 1999;
  ReadFailure failure;
  auto archive = Archive::open(bytes, failure, limits);
  REQUIRE(archive);
  CHECK(archive->read("b", failure));
  CHECK_FALSE(archive->read("c", failure));
  CHECK(failure.why == Why::too_large);
  limits.entries = 2;
  CHECK(why_not(bytes, "b", limits) == Why::too_large);
}

TEST_CASE("An archive that lies about a size is refused") {
  const std::string honest = zipped({{"zeros", std::string(std::size_t{20} << 20U, '0')}});
  std::string bytes = honest;  // the size stands in the local header, at 22, and in the directory, at 24
  const std::size_t directory = bytes.rfind("PK\x01\x02");
  REQUIRE(directory != std::string::npos);
  for (const std::size_t at : {std::size_t{22}, directory + 24}) bytes.replace(at, 4, std::string("\x64\0\0\0", 4));
  const Why why = why_not(bytes, "zeros");
  CHECK((why == Why::broken || why == Why::too_large));
}

TEST_CASE("An entry under a password says so") {
  std::string bytes = zipped({{"a", "secret"}});
  const std::size_t directory = bytes.rfind("PK\x01\x02");
  REQUIRE(directory != std::string::npos);
  for (const std::size_t flags : {std::size_t{6}, directory + 8}) bytes[flags] = static_cast<char>(bytes[flags] | 1);
  CHECK(why_not(bytes, "a") == Why::encrypted);
}

TEST_CASE("What is cut off or changed is no archive") {
  const std::string bytes = zipped({{"a", noise(5000)}});
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    INFO(size);
    CHECK(why_not(bytes.substr(0, size), "a") == Why::broken);
  }
  std::string changed = bytes;
  changed[1000] = static_cast<char>(changed[1000] ^ 1);
  CHECK(why_not(changed, "a") == Why::broken);
}

TEST_CASE("A package's XML is refused when it could cost too much") {
  const auto why = [](std::string const& xml) {
    const std::string bytes = zipped({{"part.xml", xml}});
    ReadFailure failure;
    auto package = Package::open(bytes, failure);
    REQUIRE(package);
    pugi::xml_document document;
    const bool loaded = package->load("part.xml", document, failure);
    CHECK(loaded == (failure.why == Why::none));
    return failure.why;
  };
  CHECK(why("<a><b/>text</a>") == Why::none);
  CHECK(why("<a><b></a>") == Why::broken);
  CHECK(why("") == Why::broken);
  CHECK(why("<a>\xFF</a>") == Why::broken);
  CHECK(why(R"(<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>)") == Why::has_doctype);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "</a>";
  CHECK(why(deep) == Why::too_deep);
}

TEST_CASE("A document under a password says so") {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  bytes.resize(600);
  for (const char c : std::string_view("EncryptedPackage")) bytes.append({c, '\0'});
  ReadFailure failure;
  CHECK_FALSE(Package::open(bytes, failure));
  CHECK(failure.why == Why::encrypted);
}
