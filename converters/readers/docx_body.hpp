#pragma once
// What stands in the body of a DOCX file, in its order.
#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "converters/readers/docx_numbers.hpp"
#include "model/source.hpp"

namespace tiaoli {

struct WordTable;

/// A paragraph, or a table.
struct WordBlock {
  std::string text;  ///< of a paragraph, its number included
  Place place;
  std::unique_ptr<WordTable> table;
};
using WordBlocks = std::vector<WordBlock>;

struct WordCell {
  WordBlocks blocks;
  std::size_t columns = 1, rows = 1;  ///< of the grid that it spans
  Place place;
};

/// The rows of a table, each with the cells that start in it; a row that has none is left out.
struct WordTable {
  std::vector<std::vector<WordCell>> rows;
};

/// A place of a document, and the element that stands there.
struct WordPlace {
  Place place;
  pugi::xml_node node;
};

/// Reads the body of one document.
class BodyReader {
 public:
  explicit BodyReader(ParagraphNumbers& numbers) : numbers_(numbers) {}
  /// The blocks inside `node`, which can be nested as deep as Package::load allows.
  WordBlocks blocks_in(pugi::xml_node node);

  /// From now on every paragraph and cell is noted in `places`, in the order of the document.
  void note_places(std::vector<WordPlace>& places) { noted_ = &places; }

  std::size_t hidden_runs() const { return hidden_runs_; }
  std::size_t foreign_parts() const { return foreign_parts_; }
  std::size_t pictures() const { return pictures_; }

 private:
  void add_blocks(pugi::xml_node node, WordBlocks& blocks);
  void add_block(pugi::xml_node node, WordBlocks& blocks);
  void add_paragraph(pugi::xml_node node, WordBlocks& blocks);
  void add_inline(pugi::xml_node node, std::string& text, WordBlocks& boxes);
  void add_run(pugi::xml_node run, std::string& text, WordBlocks& boxes);
  void turn_field(std::string_view kind);
  std::unique_ptr<WordTable> table_of(pugi::xml_node node);

  ParagraphNumbers& numbers_;
  std::vector<WordPlace>* noted_ = nullptr;
  /// Of each field that is open: whether its code comes now, and not yet what is shown.
  std::vector<bool> fields_;
  std::size_t codes_ = 0;  ///< how many of them are in their code
  Place here_;  ///< the table, row and cell that is read; none outside of tables
  std::size_t paragraphs_ = 0, tables_ = 0, hidden_runs_ = 0, foreign_parts_ = 0, pictures_ = 0;
};

}  // namespace tiaoli
