#include "converters/readers/html.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace tiaoli {
namespace {

/// Memory that is given back all at once: a page has hundreds of thousands of small pieces, and gumbo gives them back by
/// recursion, which a deep page would not survive.
class Arena {
 public:
  static void* allocate(void* self, std::size_t size) { return static_cast<Arena*>(self)->take(size); }
  static void release(void*, void*) {}

 private:
  void* take(std::size_t size) {
    constexpr std::size_t block = std::size_t{1} << 18U, alignment = alignof(std::max_align_t);
    size = (size + alignment - 1) / alignment * alignment;
    if (size > left_) {
      left_ = std::max(block, size);
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));  // NOLINT: raw memory is what gumbo asks for
      at_ = blocks_.back().get();
    }
    void* const taken = at_;
    at_ += size;
    left_ -= size;
    return taken;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT
  char* at_ = nullptr;
  std::size_t left_ = 0;
};

// ---- before parsing ---------------------------------------------------------------------------------

std::string_view tag_name(std::string_view html, std::size_t at) {
  std::size_t end = at;
  while (end < html.size() && end - at < 16 && std::isalnum(static_cast<unsigned char>(html[end])) != 0) ++end;
  return html.substr(at, end - at);
}

/// Elements without an end, or whose end is commonly left out.
bool may_stay_open(std::string_view name) {
  static constexpr std::array<std::string_view, 30> names = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
                                                              "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "html", "head", "body"};
  return std::any_of(names.begin(), names.end(), [name](std::string_view known) {
    return name.size() == known.size() && std::equal(name.begin(), name.end(), known.begin(), [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
  });
}

/// Whether elements may be nested too deep or have too many attributes. A parser's time grows with the square of both.
bool is_endless(std::string_view html) {
  constexpr std::size_t most_attributes = 2000;
  std::size_t depth = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (at + 1 >= html.size()) break;
    if (html[at + 1] == '/') {
      const std::string_view name = tag_name(html, at + 2);
      if (depth > 0 && !name.empty() && !may_stay_open(name)) --depth;
    } else if (const std::string_view name = tag_name(html, at + 1); !name.empty()) {
      if (!may_stay_open(name) && ++depth > deepest_html) return true;
      const std::string_view tag = html.substr(at, html.find('>', at) - at);
      if (tag.size() > 2 * most_attributes && static_cast<std::size_t>(std::count(tag.begin(), tag.end(), '=')) > most_attributes) return true;
    }
  }
  return false;
}

// ---- elements ---------------------------------------------------------------------------------------

bool is_element(GumboNode const& node) { return node.type == GUMBO_NODE_ELEMENT; }

bool is_one_of(GumboNode const& node, std::initializer_list<GumboTag> tags) {
  return is_element(node) && std::find(tags.begin(), tags.end(), node.v.element.tag) != tags.end();
}

bool is_dropped(GumboNode const& node) {
  return is_one_of(node, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME, GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON, GUMBO_TAG_NAV,
                          GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG, GUMBO_TAG_OBJECT, GUMBO_TAG_HEAD});
}

bool is_block(GumboNode const& node) {
  return is_one_of(node, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_LI, GUMBO_TAG_UL, GUMBO_TAG_OL,
                          GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,
                          GUMBO_TAG_CENTER, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE, GUMBO_TAG_FORM, GUMBO_TAG_FIELDSET, GUMBO_TAG_ADDRESS, GUMBO_TAG_HR, GUMBO_TAG_FIGURE,
                          GUMBO_TAG_TABLE, GUMBO_TAG_CAPTION, GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_BODY});
}

GumboVector const* children_of(GumboNode const& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return is_element(node) || node.type == GUMBO_NODE_TEMPLATE ? &node.v.element.children : nullptr;
}

template <typename Visit>
void for_each_child(GumboNode const& node, Visit const& visit) {
  GumboVector const* const children = children_of(node);
  for (unsigned i = 0; children != nullptr && i < children->length; ++i) visit(*static_cast<GumboNode const*>(children->data[i]));
}

bool is_text(GumboNode const& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

std::size_t span_of(GumboNode const& node, char const* name) {
  GumboAttribute const* const attribute = gumbo_get_attribute(&node.v.element.attributes, name);
  std::size_t span = 1;
  if (attribute != nullptr) {
    std::string_view value = attribute->value;
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    std::from_chars(value.data(), value.data() + value.size(), span);
  }
  return std::clamp<std::size_t>(span, 1, 1000);
}

/// The bytes of the page that an element covers.
Anchor anchor_of(GumboNode const& node) {
  GumboElement const& element = node.v.element;
  const auto offset = element.start_pos.offset;
  const auto end = element.end_pos.offset > offset ? element.end_pos.offset + static_cast<unsigned>(element.original_end_tag.length) : offset + static_cast<unsigned>(element.original_tag.length);
  return {0, offset, end - offset, {}};
}

// ---- which part of the page -------------------------------------------------------------------------

/// What an element holds, its links left out.
struct Content {
  std::size_t text = 0;    ///< bytes that are not space
  std::size_t tables = 0;  ///< tables that hold no table
};

class Page {
 public:
  explicit Page(GumboNode const& root) { measure(root, false); }

  /// The smallest element that holds nearly all that is no link: a list of links beside the article, the head of the page
  /// and its foot are left out.
  GumboNode const& article(GumboNode const& root) const {
    constexpr std::size_t most = 85;  // of 100
    GumboNode const* at = &root;
    for (;;) {
      GumboNode const* best = nullptr;
      for_each_child(*at, [&](GumboNode const& child) {
        const bool holds_more = best == nullptr || content(child).text > content(*best).text;
        if (is_element(child) && !is_dropped(child) && holds_more) best = &child;
      });
      const bool inside = best != nullptr && is_container(*best) && content(*best).text * 100 >= content(*at).text * most && content(*best).tables == content(*at).tables;
      if (!inside) return *at;
      at = best;
    }
  }

  Content content(GumboNode const& node) const {
    const auto found = std::lower_bound(contents_.begin(), contents_.end(), &node, [](auto const& entry, GumboNode const* wanted) { return entry.first < wanted; });
    return found != contents_.end() && found->first == &node ? found->second : Content{};
  }

  void sort() {
    std::sort(contents_.begin(), contents_.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  }

 private:
  /// A data table is not looked into: its head and its rows belong together.
  bool is_container(GumboNode const& node) const {
    return !is_one_of(node, {GUMBO_TAG_TABLE}) || content(node).tables > 1 || holds_table(node);
  }

  static bool holds_table(GumboNode const& node) {
    bool found = false;
    for_each_child(node, [&](GumboNode const& child) { found = found || is_one_of(child, {GUMBO_TAG_TABLE}) || holds_table(child); });
    return found;
  }

  Content measure(GumboNode const& node, bool in_link) {
    Content made;
    if (is_text(node)) {
      if (in_link) return made;
      for (char const* c = node.v.text.text; *c != '\0'; ++c) made.text += static_cast<unsigned char>(*c) > ' ' ? 1U : 0U;
      return made;
    }
    if (is_dropped(node)) return made;
    for_each_child(node, [&](GumboNode const& child) {
      const Content of_child = measure(child, in_link || is_one_of(node, {GUMBO_TAG_A}));
      made.text += of_child.text;
      made.tables += of_child.tables;
    });
    if (is_one_of(node, {GUMBO_TAG_TABLE}) && made.tables == 0) made.tables = 1;
    contents_.emplace_back(&node, made);
    return made;
  }

  std::vector<std::pair<GumboNode const*, Content>> contents_;
};

// ---- text -------------------------------------------------------------------------------------------

class Walker {
 public:
  Extract take() {
    flush();
    return text_.take();
  }

  void line(std::string_view text, Anchor at) { text_.paragraph(text, at); }

  void walk(GumboNode const& node) {
    if (is_text(node)) {
      add(node);
    } else if (is_dropped(node)) {
      return;
    } else if (is_one_of(node, {GUMBO_TAG_BR})) {
      flush();
    } else if (is_one_of(node, {GUMBO_TAG_TABLE}) && is_data(node)) {
      flush();
      write_table(node);
    } else {
      const bool block = is_block(node);
      if (block) flush();
      for_each_child(node, [&](GumboNode const& child) { walk(child); });
      if (block) flush();
    }
  }

 private:
  void add(GumboNode const& node) {
    const std::string_view text = node.v.text.text;
    const bool starts = line_.empty() && node.type != GUMBO_NODE_WHITESPACE;
    if (line_.empty() && !starts) return;
    if (starts) at_ = {0, node.v.text.start_pos.offset, 0, {}};
    line_ += text;
    at_.length = node.v.text.start_pos.offset + static_cast<std::uint32_t>(node.v.text.original_text.length) - at_.offset;
  }

  void flush() {
    text_.paragraph(line_, at_);
    line_.clear();
  }

  /// A table that holds a table, one column only, or a whole article in a cell, orders the page and holds no data.
  static bool is_data(GumboNode const& table) {
    constexpr std::size_t long_text = 1500;
    std::size_t most_cells = 0, longest = 0;
    bool nested = false;
    for_each_row(table, [&](GumboNode const& row) {
      std::size_t cells = 0;
      for_each_child(row, [&](GumboNode const& cell) {
        if (!is_one_of(cell, {GUMBO_TAG_TD, GUMBO_TAG_TH})) return;
        ++cells;
        nested = nested || has_table(cell);
        longest = std::max(longest, text_of(cell).size());
      });
      most_cells = std::max(most_cells, cells);
    });
    return !nested && most_cells > 1 && longest < long_text;
  }

  static bool has_table(GumboNode const& node) {
    bool found = is_one_of(node, {GUMBO_TAG_TABLE});
    for_each_child(node, [&](GumboNode const& child) { found = found || has_table(child); });
    return found;
  }

  template <typename Visit>
  static void for_each_row(GumboNode const& table, Visit const& visit) {
    for_each_child(table, [&](GumboNode const& child) {
      if (is_one_of(child, {GUMBO_TAG_TR})) visit(child);
      if (is_one_of(child, {GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT})) for_each_row(child, visit);
    });
  }

  /// All text of a cell; line ends and paragraphs in it become spaces, pieces of a line stay together.
  static std::string text_of(GumboNode const& node) {
    std::string text;
    collect(node, text);
    return text;
  }

  static void collect(GumboNode const& node, std::string& text) {
    if (is_text(node)) {
      text += node.v.text.text;
    } else if (is_one_of(node, {GUMBO_TAG_BR})) {
      text += ' ';
    } else if (!is_dropped(node)) {
      const bool block = is_block(node);
      if (block) text += ' ';
      for_each_child(node, [&](GumboNode const& child) { collect(child, text); });
      if (block) text += ' ';
    }
  }

  void write_table(GumboNode const& table) {
    for_each_child(table, [&](GumboNode const& child) {
      if (is_one_of(child, {GUMBO_TAG_CAPTION})) text_.paragraph(text_of(child), anchor_of(child));
    });
    TableMaker made;
    for_each_row(table, [&](GumboNode const& row) {
      made.start_row();
      for_each_child(row, [&](GumboNode const& cell) {
        if (!is_one_of(cell, {GUMBO_TAG_TD, GUMBO_TAG_TH})) return;
        made.cell({text_of(cell), span_of(cell, "colspan"), span_of(cell, "rowspan"), anchor_of(cell)});
      });
    });
    text_.gap();
    made.write(text_);
    text_.gap();
  }

  TextMaker text_;
  std::string line_;
  Anchor at_;
};

// ---- titles -----------------------------------------------------------------------------------------

/// The part of a page's title that names the article: sites add their own name behind a bar or a dash.
std::string_view longest_part(std::string_view title) {
  std::string_view longest;
  while (!title.empty()) {
    const std::size_t end = std::min(title.find_first_of("_|-"), title.size());
    if (end > longest.size()) longest = title.substr(0, end);
    title.remove_prefix(std::min(end + 1, title.size()));
  }
  return longest;
}

struct Title {
  std::string text;
  Anchor at;
};

/// What the head of the page says of the article: the title that government sites give as ArticleTitle, else the page's.
void find_title(GumboNode const& node, Title& title, bool& is_article) {
  if (is_one_of(node, {GUMBO_TAG_META})) {
    GumboAttribute const* const name = gumbo_get_attribute(&node.v.element.attributes, "name");
    GumboAttribute const* const content = gumbo_get_attribute(&node.v.element.attributes, "content");
    constexpr std::string_view wanted = "articletitle";
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    if (name == nullptr || content == nullptr || std::strlen(name->value) != wanted.size() || !std::equal(wanted.begin(), wanted.end(), name->value, [&](char b, char a) { return same(a, b); })) return;
    title = {content->value, anchor_of(node)};
    is_article = true;
  } else if (is_one_of(node, {GUMBO_TAG_TITLE}) && !is_article && title.text.empty()) {
    for_each_child(node, [&](GumboNode const& child) {
      if (is_text(child)) title.text += child.v.text.text;
    });
    title = {std::string(longest_part(title.text)), anchor_of(node)};
  } else if (!is_one_of(node, {GUMBO_TAG_BODY})) {
    for_each_child(node, [&](GumboNode const& child) { find_title(child, title, is_article); });
  }
}

}  // namespace

std::optional<Extract> read_html(std::string_view html) {
  if (is_endless(html)) return std::nullopt;
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;
  GumboOutput const* const output = gumbo_parse_with_options(&options, html.data(), html.size());
  Page page(*output->root);
  page.sort();
  GumboNode const& article = page.article(*output->root);
  Title title;
  bool is_article = false;
  find_title(*output->root, title, is_article);
  Walker walker;
  // The heading of an article often stands outside of it.
  if (!title.text.empty()) walker.line(title.text, title.at);
  walker.walk(article);
  return walker.take();
}

}  // namespace tiaoli
