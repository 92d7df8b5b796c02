// See registry_loader.hpp: how the prose speaks of quantities.
#include <limits>

#include "mappings/registry_loader.hpp"

namespace tiaoli {
namespace {

/// The parts of `text` between `sign`s, without spaces at their ends.
std::vector<std::string_view> split(std::string_view text, std::string_view sign) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = std::min(text.find(sign), text.size());
    std::string_view part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    parts.push_back(part);
    if (end == text.size()) return parts;
    text.remove_prefix(end + sign.size());
  }
}

}  // namespace

std::uint16_t RegistryLoader::word(JsonObject const& record, std::string_view text) {
  Phrases& made = made_.phrases_;
  const std::string key = made_.key_(text);
  constexpr std::size_t one_character = 3;
  if (key.size() < one_character || (key.front() >= '0' && key.front() <= '9')) record.fail(fmt::format("\"{}\" begins with no Han character", text));
  const std::uint16_t number = made.words.add(key);
  made.roles.resize(made.words.size());
  made.uses.resize(made.words.size());
  return number;
}

PhrasePattern RegistryLoader::pattern(JsonObject const& record, std::string_view text) {
  constexpr std::string_view comma = "\uFF0C", gap = "\u2026";
  PhrasePattern made;
  for (const std::string_view part : split(text, comma)) {
    bool first = true;
    for (const std::string_view alternatives : split(part, gap)) {
      PhrasePattern::Group group;
      group.same_clause = !first;
      first = false;
      for (const std::string_view alternative : split(alternatives, "|")) group.words.push_back(word(record, alternative));
      made.groups.push_back(std::move(group));
    }
  }
  return made;
}

void RegistryLoader::load_phrases() {
  constexpr char const* name = "phrases.json";
  const json content = document(name);
  JsonObject file(content, name);
  Phrases& made = made_.phrases_;
  const auto give_role = [&](JsonObject& record, char const* field, Phrases::Role role) {
    for (std::string const& text : record.strings(field)) {
      const std::uint16_t number = word(record, text);
      if (made.roles[number] != Phrases::Role::none) record.fail(fmt::format("\"{}\" stands twice", text));
      made.roles[number] = role;
    }
  };
  give_role(file, "denials", Phrases::Role::denial);
  JsonObject scopes(file.any("scopes"), std::string(name) + "/scopes");
  give_role(scopes, "whole", Phrases::Role::whole);
  give_role(scopes, "part", Phrases::Role::part);
  give_role(scopes, "topics", Phrases::Role::topic);
  give_role(scopes, "neither", Phrases::Role::neither);
  scopes.finish();
  give_role(file, "other_years", Phrases::Role::other_year);
  give_role(file, "plans", Phrases::Role::plan);

  for (JsonObject& record : file.objects("phrases")) {
    Phrase phrase;
    phrase.id = record.string("id");
    if (made.find(phrase.id) != nullptr) record.fail(fmt::format("the id \"{}\" stands twice", phrase.id));
    json const& says = record.any("says");
    if (!says.is_array() || says.empty()) record.fail("\"says\" is a list of sums");
    for (json const& sum : says) {
      if (!sum.is_array() || sum.empty()) record.fail("a sum is a list of quantities");
      std::vector<Term> terms;
      for (json const& text : sum) {
        if (!text.is_string()) record.fail("a quantity is a string");
        terms.push_back(term(record, text.get<std::string>()));
      }
      phrase.says.push_back(std::move(terms));
    }
    const auto number = static_cast<std::uint16_t>(made.phrases.size());
    const auto add_patterns = [&](std::vector<std::string> const& texts, bool denied) {
      for (std::string const& text : texts) {
        PhrasePattern found = pattern(record, text);
        found.phrase = number;
        found.denied = denied;
        if (found.groups.size() > std::numeric_limits<std::uint8_t>::max()) record.fail("too many groups of words");
        for (std::size_t group = 0; group < found.groups.size(); ++group) {
          for (const std::uint16_t of : found.groups[group].words) {
            made.uses[of].push_back({static_cast<std::uint16_t>(made.patterns.size()), static_cast<std::uint8_t>(group)});
          }
        }
        made.patterns.push_back(std::move(found));
      }
    };
    add_patterns(record.strings("words"), false);
    add_patterns(record.strings_or_none("denied"), true);
    phrase.units = record.strings("units");
    for (std::string const& text : record.strings_or_none("near")) phrase.near.push_back(word(record, text));
    for (std::string const& text : record.strings_or_none("without")) phrase.without.push_back(word(record, text));
    phrase.denied_without = phrase.without;
    if (record.has("denied_without")) {
      phrase.denied_without.clear();
      for (std::string const& text : record.strings("denied_without")) phrase.denied_without.push_back(word(record, text));
    }
    const std::string unstated = record.string_or("unstated", "open");
    if (unstated != "open" && unstated != "whole" && unstated != "part") record.fail("\"unstated\" is open, whole or part");
    phrase.unstated = unstated == "whole" ? Phrase::Unstated::whole : unstated == "part" ? Phrase::Unstated::part : Phrase::Unstated::open;
    phrase.sure = !record.has("sure") || record.flag("sure");
    record.finish();
    made.phrases.push_back(std::move(phrase));
  }
  file.finish();
}

void RegistryLoader::load_law() {
  constexpr char const* name = "law.json";
  const json content = document(name);
  JsonObject file(content, name);
  const auto quantities = [&](JsonObject& record) {
    std::vector<std::uint16_t> made;
    for (Term const& found : terms(record, "quantities", 1)) made.push_back(found.quantity);
    return made;
  };
  const auto year = [](JsonObject& record, char const* field) {
    json const& value = record.any(field);
    if (!value.is_number_integer()) record.fail(fmt::format("\"{}\" is no year", field));
    return value.get<int>();
  };
  Law& made = made_.law_;
  JsonObject rules(file.any("rules"), std::string(name) + "/rules");
  made.rules = quantities(rules);
  made.no_rules_endings = rules.strings("no_rules_endings");
  made.rules_beginnings = rules.strings("rules_beginnings");
  made.rules_endings = rules.strings("rules_endings");
  made.rules_basis = basis(rules);
  rules.finish();
  JsonObject fees(file.any("fees"), std::string(name) + "/fees");
  made.unpaid_fees = quantities(fees);
  made.fee_phrases = fees.strings("phrases");
  for (std::string const& phrase : made.fee_phrases) {
    if (made_.phrases_.find(phrase) == nullptr) fees.fail(fmt::format("\"{}\" is no phrase", phrase));
  }
  made.first_free_year = year(fees, "first_free_year");
  made.first_fee_year = year(fees, "first_fee_year");
  made.fees_basis = basis(fees);
  fees.finish();
  file.finish();
}

}  // namespace tiaoli
