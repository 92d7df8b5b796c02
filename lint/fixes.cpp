#include "lint/fixes.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "converters/canonical.hpp"
#include "converters/readers/read.hpp"
#include "converters/readers/utf8.hpp"
#include "converters/writers/json_out.hpp"
#include "lint/lint.hpp"
#include "lint/rules.hpp"

namespace tiaoli {
namespace {

// Written as bytes: digits of full width are EF BC 90 to EF BC 99, the full stop of that width EF BC 8E.
constexpr std::string_view wide_digit_lead = "\xEF\xBC", wide_stop = "\xEF\xBC\x8E";
constexpr std::string_view blanks[] = {" ", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

constexpr std::string_view misspelt = "label_misspelt";  ///< the rule that tells a label to be mended

struct Reading {
  std::unique_ptr<Source> source;
  Report report;
  Diagnostics diagnostics;
};

Reading read_again(std::string const& name, std::string bytes, Registry const& registry) {
  Reading made;
  made.source = read_bytes(name, std::move(bytes), made.diagnostics);
  ast::Prose prose;
  made.report = read_report(*made.source, registry, made.diagnostics, prose);
  lint({made.report, registry, &prose, made.source.get()}, made.diagnostics);
  return made;
}

// ---- what stays the same ---------------------------------------------------------------------------

std::map<std::string, std::size_t> count_codes(Diagnostics const& diagnostics) {
  std::map<std::string, std::size_t> count;
  for (Diagnostic const& found : diagnostics) ++count[found.code];
  return count;
}

bool same_report(Report const& a, Report const& b) {
  const auto same_fact = [](Fact const& x, Fact const& y) { return x.cell == y.cell && x.value.state == y.value.state && x.value.number == y.value.number; };
  const auto same_claim = [](Claim const& x, Claim const& y) { return x.phrase == y.phrase && x.value == y.value && x.text == y.text; };
  const auto same_extra = [](Extra const& x, Extra const& y) { return x.text == y.text; };
  Outline const &left = a.outline, &right = b.outline;
  return a.edition == b.edition && left.title == right.title && left.publisher == right.publisher && left.year == right.year &&
         left.sections.size() == right.sections.size() && std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(), same_fact) &&
         std::equal(a.claims.begin(), a.claims.end(), b.claims.begin(), b.claims.end(), same_claim) &&
         std::equal(a.extras.begin(), a.extras.end(), b.extras.begin(), b.extras.end(), same_extra);
}

/// Whether the second reading says the same as the first, and has no finding that the first did not have.
bool is_as_good(Reading const& before, Reading const& after) {
  if (!same_report(before.report, after.report)) return false;
  auto allowed = count_codes(before.diagnostics);
  for (auto const& [code, count] : count_codes(after.diagnostics)) {
    if (count > allowed[code]) return false;
  }
  return true;
}

// ---- labels --------------------------------------------------------------------------------------

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> made;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    made.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return made;
}

/// How many characters have to be put in, taken out or exchanged to make `a` of `b`.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto left = characters(a), right = characters(b);
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t exchanged = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::size_t count_brackets(std::string_view text) {
  const auto all = characters(text);
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](std::string_view c) { return c == "(" || c == "\xEF\xBC\x88"; }));
}

/// The spelling of the form for a printed label of the row, with number and remark where the print has them. None when the print
/// is too far from it to be its misspelling: then it is torn, or says more than the form.
std::optional<std::string> spelling(EditionRow const& row, std::string const& printed, Registry const& registry) {
  constexpr std::size_t one_character = 3, most = 3;
  std::optional<std::string> best;
  std::size_t least = most + 1;
  const std::size_t key = registry.key()(printed).size();
  for (std::string const& candidate : {row.label, row.number + row.label, row.label + row.note, row.number + row.label + row.note}) {
    const std::size_t length = registry.key()(candidate).size();
    if (key > length + one_character || length > key + one_character || count_brackets(candidate) != count_brackets(printed)) continue;
    const std::size_t apart = distance(printed, candidate);
    if (apart < least && apart * 3 <= characters(candidate).size()) {
      best = candidate;
      least = apart;
    }
  }
  return best;
}

// ---- candidates ------------------------------------------------------------------------------------

class Finder {
 public:
  Finder(std::string_view bytes, Reading const& reading, Registry const& registry) : bytes_(bytes), reading_(reading), registry_(registry), skipped_(bytes.size() - reading.source->text().size()) {}

  std::vector<Fix> find() {
    for (Diagnostic const& found : reading_.diagnostics) {
      if (found.code == rule_of(Fix::Kind::label)) add_label(found);
    }
    for (Fact const& fact : reading_.report.facts) {
      if (fact.value.state == State::reported && fact.at.length > 0) add_value(fact);
    }
    std::sort(fixes_.begin(), fixes_.end(), [](Fix const& a, Fix const& b) { return a.at.offset < b.at.offset; });
    std::size_t end = 0;  // one place, one edit
    std::erase_if(fixes_, [&](Fix const& fix) {
      if (fix.at.offset < end) return true;
      end = fix.at.offset + fix.at.length;
      return false;
    });
    return std::move(fixes_);
  }

 private:
  void add(Fix::Kind kind, std::size_t begin, std::size_t end, std::string after) {
    if (begin == end || bytes_.substr(begin, end - begin) == after) return;
    const Position at = reading_.source->position(Span{static_cast<std::uint32_t>(begin - skipped_), static_cast<std::uint32_t>(end - begin)});
    fixes_.push_back({kind, at, std::string(bytes_.substr(begin, end - begin)), std::move(after)});
  }

  void add_label(Diagnostic const& found) {
    const auto cell = found.cells.empty() ? std::nullopt : registry_.find_cell(found.cells.front());
    const auto printed = std::find_if(found.arguments.begin(), found.arguments.end(), [](auto const& argument) { return argument.first == "printed"; });
    const std::string text(bytes_.substr(found.at.offset, found.at.length));
    // A label in several cells is not compared with the row as one.
    if (!cell || printed == found.arguments.end() || printed->second != text) return;
    if (auto meant = spelling(registry_.editions()[cell->edition].rows[registry_.cell(*cell).row], text, registry_)) {
      add(Fix::Kind::label, found.at.offset, found.at.offset + found.at.length, std::move(*meant));
    }
  }

  void add_value(Fact const& fact) {
    const std::size_t begin = fact.at.offset, end = begin + fact.at.length;
    const std::string_view text = bytes_.substr(begin, fact.at.length);
    if (text != fact.value.text) return;
    if (auto narrow = with_narrow_digits(text)) add(Fix::Kind::digits, begin, end, std::move(*narrow));
    add_space(begin, end);
  }

  /// With a blank inside nobody knows whether the digits are one number: then nothing.
  static std::optional<std::string> with_narrow_digits(std::string_view text) {
    std::string made;
    bool any = false;
    for (std::string_view const c : characters(text)) {
      const bool is_blank = std::find(std::begin(blanks), std::end(blanks), c) != std::end(blanks);
      if (is_blank) return std::nullopt;
      const bool is_digit = c.size() == 3 && c.starts_with(wide_digit_lead) && static_cast<unsigned char>(c[2]) >= 0x90 && static_cast<unsigned char>(c[2]) <= 0x99;
      any = any || is_digit;
      made += is_digit ? std::string(1, static_cast<char>('0' + (static_cast<unsigned char>(c[2]) - 0x90))) : c == wide_stop ? "." : std::string(c);
    }
    return any ? std::optional(made) : std::nullopt;
  }

  /// Space between a number and the ends of its cell. Where columns are divided by nothing but space, it is left alone; of the space
  /// beside Markdown's pipes only that which is no plain one is stray.
  void add_space(std::size_t begin, std::size_t end) {
    std::size_t left = begin, right = end;
    while (const std::size_t blank = left > skipped_ ? blank_before(left) : 0) left -= blank;
    while (const std::size_t blank = blank_behind(right)) right += blank;
    const char before = left > skipped_ ? bytes_[left - 1] : '\n', behind = right < bytes_.size() ? bytes_[right] : '\n';
    const auto ends = [](char c) { return c == '\t' || c == '|' || c == '\n' || c == '\r'; };
    if (!ends(before) || !ends(behind)) return;
    const auto strip = [&](std::size_t from, std::size_t to, bool beside_pipe) {
      const std::string_view space = bytes_.substr(from, to - from);
      std::string kept;
      for (std::string_view const c : characters(space)) {
        if (beside_pipe && c == " ") kept += c;
      }
      add(Fix::Kind::space, from, to, kept);
    };
    strip(left, begin, before == '|');
    strip(end, right, behind == '|');
  }

  std::size_t blank_before(std::size_t at) const {
    for (std::string_view const blank : blanks) {
      if (bytes_.substr(0, at).ends_with(blank)) return blank.size();
    }
    return 0;
  }

  std::size_t blank_behind(std::size_t at) const {
    for (std::string_view const blank : blanks) {
      if (bytes_.substr(at).starts_with(blank)) return blank.size();
    }
    return 0;
  }

  std::string_view bytes_;
  Reading const& reading_;
  Registry const& registry_;
  std::size_t skipped_;  ///< bytes of the mark of their order, which the text does not have
  std::vector<Fix> fixes_;
};

std::string with_fixes(std::string_view bytes, std::vector<Fix> const& fixes) {
  std::string made;
  std::size_t at = 0;
  for (Fix const& fix : fixes) {
    made += bytes.substr(at, fix.at.offset - at);
    made += fix.after;
    at = fix.at.offset + fix.at.length;
  }
  made += bytes.substr(at);
  return made;
}

/// Adds those of `more` to `kept` with which the file still says the same, the others to `dropped`: all of them at once when
/// that is well, else each half for itself.
class Sieve {
 public:
  Sieve(std::string const& name, std::string_view original, Reading const& before, Registry const& registry)
      : name_(name), original_(original), before_(before), registry_(registry) {}

  void add(std::span<Fix const> more) {
    if (more.empty()) return;
    std::vector<Fix> all = kept;
    all.insert(all.end(), more.begin(), more.end());
    std::string changed = with_fixes(original_, all);
    const Reading after = read_again(name_, changed, registry_);
    if (is_as_good(before_, after)) {
      kept = std::move(all);
      bytes = std::move(changed);
      sha256 = after.source->sha256();
    } else if (more.size() == 1) {
      dropped.push_back(more.front());
    } else {
      add(more.first(more.size() / 2));
      add(more.subspan(more.size() / 2));
    }
  }

  std::vector<Fix> kept, dropped;
  std::string bytes, sha256;

 private:
  std::string const& name_;
  std::string_view original_;
  Reading const& before_;
  Registry const& registry_;
};

}  // namespace

std::string_view to_string(Fix::Kind kind) {
  switch (kind) {
    case Fix::Kind::label: return "label";
    case Fix::Kind::digits: return "digits";
    case Fix::Kind::space: break;
  }
  return "space";
}

std::string_view rule_of(Fix::Kind kind) { return kind == Fix::Kind::label ? std::string_view(find_rule(misspelt)->code) : ""; }

FixedFile fix(std::string const& name, std::string bytes, Registry const& registry) {
  const bool utf8 = find_invalid_utf8(bytes) == std::string::npos;
  const Reading before = read_again(name, bytes, registry);
  if (before.source->format() != "text" || before.report.origin.format != "text") throw FixError(name + ": only reports in text or Markdown can be fixed");
  if (!utf8 || bytes.find('\0') != std::string::npos) throw FixError(name + ": only text in UTF-8 can be fixed");
  const std::vector<Fix> found = Finder(bytes, before, registry).find();
  Sieve sieve(name, bytes, before, registry);
  sieve.add(found);
  FixedFile made;
  made.before = before.source->sha256();
  made.fixes = std::move(sieve.kept);
  made.dropped = std::move(sieve.dropped);
  made.after = made.fixes.empty() ? made.before : std::move(sieve.sha256);
  made.bytes = made.fixes.empty() ? std::move(bytes) : std::move(sieve.bytes);
  return made;
}

std::string write_ledger(std::string const& name, FixedFile const& fixed) {
  JsonOut out;
  out.open('{').key("tiaoli_fixes").number(std::int64_t{1}).key("file").string(name);
  out.key("sha256_before").string(fixed.before).key("sha256_after").string(fixed.after);
  for (auto const& [list, fixes] : {std::pair{"edits", &fixed.fixes}, {"dropped", &fixed.dropped}}) {
    out.break_line();
    out.key(list).open('[');
    for (Fix const& fix : *fixes) {
      out.break_line();
      out.open('{').key("kind").string(to_string(fix.kind));
      if (!rule_of(fix.kind).empty()) out.key("rule").string(rule_of(fix.kind));
      out.key("line").number(std::int64_t{fix.at.line}).key("column").number(std::int64_t{fix.at.column});
      out.key("offset").number(std::int64_t{fix.at.offset}).key("length").number(std::int64_t{fix.at.length});
      out.key("before").string(fix.before).key("after").string(fix.after).close('}');
    }
    out.close(']');
  }
  out.close('}');
  out.end_line();
  return out.take();
}

}  // namespace tiaoli
