#include "converters/readers/docx.hpp"

#include <algorithm>

#include "converters/readers/docx_body.hpp"
#include "converters/readers/package.hpp"

namespace tiaoli {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool has_content(WordCell const& cell) {
  return std::any_of(cell.blocks.begin(), cell.blocks.end(), [](WordBlock const& block) { return block.table || !is_blank(block.text); });
}

/// Whether a table only arranges the page: each row has one cell with content, and some cell holds more than a cell does.
bool is_layout(WordTable const& table) {
  bool holds_more = false;
  for (auto const& row : table.rows) {
    if (std::count_if(row.begin(), row.end(), has_content) > 1) return false;
    for (WordCell const& cell : row) {
      const auto paragraphs = std::count_if(cell.blocks.begin(), cell.blocks.end(), [](WordBlock const& block) { return !is_blank(block.text); });
      const bool nests = std::any_of(cell.blocks.begin(), cell.blocks.end(), [](WordBlock const& block) { return block.table != nullptr; });
      holds_more = holds_more || nests || (row.size() == 1 && paragraphs > 1);
    }
  }
  return holds_more;
}

class BlockWriter {
 public:
  void write(WordBlocks const& blocks) {
    for (WordBlock const& block : blocks) {
      if (block.table) {
        write(*block.table);
      } else {
        text_.paragraph(block.text, anchor(block.place));
      }
    }
  }

  Extract take() { return text_.take(); }
  std::size_t cut_tables() const { return cut_tables_; }

 private:
  static Anchor anchor(Place place) { return {0, 0, 0, place}; }

  void write(WordTable const& table) {
    if (is_layout(table)) {
      for (auto const& row : table.rows) {
        for (WordCell const& cell : row) write(cell.blocks);
      }
      return;
    }
    write_grid(table);
    for (auto const& row : table.rows) {
      for (WordCell const& cell : row) write_tables(cell.blocks);
    }
  }

  void write_grid(WordTable const& table) {
    TableMaker maker;
    bool is_empty = true;
    for (auto const& row : table.rows) {
      maker.start_row();
      for (WordCell const& cell : row) {
        TableCell made{{}, cell.columns, cell.rows, anchor(cell.place)};
        for (WordBlock const& block : cell.blocks) {
          if (is_blank(block.text)) continue;
          if (!made.text.empty()) made.text += ' ';
          made.text += block.text;
        }
        is_empty = is_empty && made.text.empty();
        maker.cell(std::move(made));
      }
    }
    if (is_empty) return;
    cut_tables_ += maker.is_cut() ? 1U : 0U;
    text_.gap();
    maker.write(text_);
    text_.gap();
  }

  /// The tables inside a cell of another.
  void write_tables(WordBlocks const& blocks) {
    for (WordBlock const& block : blocks) {
      if (block.table) write(*block.table);
    }
  }

  TextMaker text_;
  std::size_t cut_tables_ = 0;
};

}  // namespace

std::optional<DocxText> read_docx(std::string_view bytes, ReadFailure& failure) {
  auto package = Package::open(bytes, failure);
  if (!package) return std::nullopt;
  const std::string part = package->main_part("word/document.xml");
  const auto relations = package->relations(part);
  pugi::xml_document document, numbering, styles;
  if (!package->load(part, document, failure) || !package->load_if_there(target_of(relations, "numbering"), numbering, failure) ||
      !package->load_if_there(target_of(relations, "styles"), styles, failure)) {
    return std::nullopt;
  }
  const pugi::xml_node body = child_of(document.document_element(), "body");
  if (local_name(document.document_element()) != "document" || !body) {
    failure = {ReadFailure::Why::broken, part + ": not the body of a document"};
    return std::nullopt;
  }
  ParagraphNumbers numbers(numbering, styles);
  BodyReader reader(numbers);
  BlockWriter writer;
  writer.write(reader.blocks_in(body));
  DocxText text;
  text.cut_tables = writer.cut_tables();
  text.extract = writer.take();
  text.hidden_runs = reader.hidden_runs();
  text.foreign_parts = reader.foreign_parts();
  text.pictures = reader.pictures();
  return text;
}

}  // namespace tiaoli
