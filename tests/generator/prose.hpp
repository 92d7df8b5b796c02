#pragma once
// Everything of a report but its tables: title, publisher, sections, lists of web pages.
#include <string>
#include <string_view>
#include <vector>

#include "tests/generator/random.hpp"

namespace tiaoli::generator {

/// An invented authority, as printed: 云溪县人民政府, 澜川市水务局, 望江区石桥街道办事处, or only 云溪县.
std::string invent_publisher(Random& random);

/// The authority that a printed publisher is: a place stands for its people's government.
std::string authority_of(std::string const& publisher);

/// The line or lines of the title, in one of the orders that are printed.
std::vector<std::string> title_lines(std::string const& publisher, int year, bool markdown, Random& random);

/// A sentence or two that say what period and which rules the report follows.
std::string opening(std::string const& publisher, int year, Random& random);

/// One paragraph about `topic`, which picks the vocabulary.
enum class Topic { general, disclosure, requests, problems, other };
std::string paragraph(Topic topic, int year, Random& random);

/// A list of web pages, a navigation bar or a notice, with TABs: lines that look like a table and are none.
std::vector<std::string> decoy(int year, Random& random);

}  // namespace tiaoli::generator
