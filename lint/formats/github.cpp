#include "lint/formats/github.hpp"

#include <fmt/format.h>

#include <iterator>

namespace tiaoli {
namespace {

/// The message of a command, or a property of it, in which two more characters would end it.
std::string escaped(std::string_view text, bool property) {
  std::string made;
  for (const char c : text) {
    switch (c) {
      case '%': made += "%25"; break;
      case '\r': made += "%0D"; break;
      case '\n': made += "%0A"; break;
      case ':': made += property ? "%3A" : ":"; break;
      case ',': made += property ? "%2C" : ","; break;
      default: made += c;
    }
  }
  return made;
}

std::string_view command(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "notice";
}

}  // namespace

std::string write_github(std::vector<LintedFile> const& files, FormatSetting const& setting) {
  fmt::memory_buffer out;
  const auto to = std::back_inserter(out);
  const RenderWords names = words(setting.language);
  for (LintedFile const& file : files) {
    for (Diagnostic const& found : file.diagnostics) {
      fmt::format_to(to, "::{} file={}", command(found.severity), escaped(file.placed_in(), true));
      const bool on_line = file.has_lines() && found.at.line != 0;
      if (on_line) {
        fmt::format_to(to, ",line={},col={}", found.at.line, found.at.column);
        // The end is behind the last character for us and on it for GitHub.
        if (const auto end = end_column(found.at, file); end && *end > found.at.column) fmt::format_to(to, ",endLine={},endColumn={}", found.at.line, *end - 1);
      }
      fmt::format_to(to, ",title={}::", escaped(fmt::format("{} {}", found.code, found.name), true));
      std::string text = found.message;
      const std::string place = on_line ? "" : place_words(found.at, file.has_lines(), setting.language);
      if (!place.empty()) text = fmt::format("{}: {}", place, text);
      for (std::string const& note : found.notes) text += fmt::format("\n{}: {}", names.note, note);
      if (!found.basis.empty()) text += fmt::format("\n{}: {}", names.basis, found.basis);
      fmt::format_to(to, "{}\n", escaped(text, false));
    }
  }
  fmt::format_to(to, "{}\n", verdict(files, setting.language));
  return fmt::to_string(out);
}

}  // namespace tiaoli
