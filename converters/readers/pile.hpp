#pragma once
// Folders and ZIP archives of reports.
#include <optional>
#include <string>
#include <vector>

namespace tiaoli {

/// The files that `path` stands for, in a fixed order: those below a folder, the entries of a ZIP of reports as
/// `pile.zip/entry`, or the path itself. A document that is a ZIP (DOCX) is one file. Archives in archives are not opened.
std::vector<std::string> files_at(std::string const& path);

/// The bytes of an entry `pile.zip/entry`, or nothing when `path` names none. Throws FileError when the archive cannot be read
/// or the entry breaks its limits.
std::optional<std::string> entry_at(std::string const& path);

}  // namespace tiaoli
