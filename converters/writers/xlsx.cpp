#include "converters/writers/xlsx.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <tuple>

#include "converters/writers/form.hpp"
#include "converters/writers/plain.hpp"
#include "model/diagnostic.hpp"

namespace tiaoli {
namespace {

using Role = FormCell::Role;

constexpr double points_per_line = 14.5;
constexpr lxw_row_t first_table_row = 1;
constexpr std::time_t created = 946'684'800;  // 2000-01-01, in every file

/// How many characters one unit of a table's relative widths is: a page's worth for a small table, and enough for a figure.
double characters_per_width(FormTable const& table) {
  constexpr double page = 75, narrowest = 7.6, widest = 14;
  double sum = 0;
  for (const double width : table.widths) sum += width;
  return std::clamp(page / sum, narrowest, widest);
}

/// The height of a row that holds `text` in `width` characters.
double lines_of(std::string_view text, double width) {
  constexpr double lost_at_line_ends = 1.05;
  return 1.0 + static_cast<int>(static_cast<double>(display_width(text)) * lost_at_line_ends / width);
}

struct Colours {
  lxw_color_t fill, font;
};
constexpr lxw_color_t no_fill = 0xFFFFFF, black = 0x000000;

Colours colours_of(FormCell const& cell) {
  if (cell.role == Role::title) return {0xE9EDF1, black};
  if (cell.role == Role::head) return {0xF4F6F8, black};
  if (cell.role != Role::figure) return {no_fill, black};
  switch (cell.figure.standing) {
    case Standing::sum: return {0xEEF5EA, black};
    case Standing::close: return {0xFFF6DD, black};
    case Standing::bounded: return {0xFDEEDD, black};
    case Standing::none: return {0xF0F0F0, 0x808080};
    case Standing::unreadable: return {no_fill, 0xAA0000};
    case Standing::exact:
    case Standing::mark:
    case Standing::blank: break;
  }
  return {no_fill, black};
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class Workbook {
 public:
  Workbook(Form const& form, DocumentLayout const& layout, char const* path)
      : form_(form), words_(layout.words), font_(layout.fonts.table.name), book_(workbook_new(path)) {
    if (book_ == nullptr) throw std::runtime_error("the workbook cannot be made");
    std::string title = form.title;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = created;
    workbook_set_properties(book_, &properties);
  }
  Workbook(Workbook const&) = delete;
  Workbook& operator=(Workbook const&) = delete;

  void write() {
    for (FormSection const& section : form_.sections) {
      for (FormTable const& table : section.tables) add_table(section, table);
    }
    add_notes();
    if (!form_.losses.empty()) add_losses();
    const lxw_error error = workbook_close(book_);
    if (error != LXW_NO_ERROR) throw std::runtime_error(fmt::format("the workbook cannot be written: {}", lxw_strerror(error)));
  }

 private:
  // ---- sheets ------------------------------------------------------------------------------------

  /// A sheet's name has at most 31 characters, without some of them.
  lxw_worksheet* add_sheet(std::string const& name) {
    std::string allowed;
    constexpr std::size_t longest = 31;
    std::size_t characters = 0;
    for (const char c : name) {
      const bool starts = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      if (starts && ++characters > longest) break;
      allowed += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    lxw_worksheet* const sheet = workbook_add_worksheet(book_, allowed.empty() ? nullptr : allowed.c_str());
    if (sheet == nullptr) throw std::runtime_error(fmt::format("no sheet can be named {}", allowed));
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_center_horizontally(sheet);
    worksheet_set_margins(sheet, 0.6, 0.6, 0.7, 0.7);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
  }

  lxw_format* new_format(double size, bool bold) {
    lxw_format* const format = workbook_add_format(book_);
    format_set_font_name(format, font_.c_str());
    format_set_font_size(format, size);
    if (bold) format_set_bold(format);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
  }

  void add_table(FormSection const& section, FormTable const& table) {
    lxw_worksheet* const sheet = add_sheet(table.name);
    constexpr std::uint16_t widest_portrait = 11;
    if (table.columns > widest_portrait) worksheet_set_landscape(sheet);
    const double unit = characters_per_width(table);
    for (std::uint16_t c = 0; c < table.columns; ++c) worksheet_set_column(sheet, c, c, table.widths[c] * unit, nullptr);
    lxw_format* const heading = new_format(13, true);
    format_set_align(heading, LXW_ALIGN_CENTER);
    const auto last_column = static_cast<lxw_col_t>(table.columns - 1);
    worksheet_merge_range(sheet, 0, 0, 0, last_column, (section.heading.empty() ? form_.title : section.heading).c_str(), heading);
    worksheet_set_row(sheet, 0, points_per_line * 2, nullptr);
    for (FormCell const& cell : table.cells) add_cell(sheet, cell);
    for (std::uint16_t r = 0; r < table.rows; ++r) {
      worksheet_set_row(sheet, first_table_row + r, points_per_line * lines_in(table, r) + 5, nullptr);
    }
    if (table.head_rows > 0) {
      worksheet_repeat_rows(sheet, 0, first_table_row + table.head_rows - 1U);
      worksheet_freeze_panes(sheet, first_table_row + table.head_rows, 0);
    }
  }

  /// How many lines the fullest cell of a row takes.
  static double lines_in(FormTable const& table, std::uint16_t row) {
    const double unit = characters_per_width(table);
    double lines = 1;
    for (FormCell const& cell : table.cells) {
      if (cell.row != row || cell.rows > 1) continue;
      double width = -2.0 * cell.depth;
      for (std::uint16_t c = cell.column; c < cell.column + cell.columns; ++c) width += table.widths[c] * unit;
      lines = std::max(lines, lines_of(cell.text, width));
    }
    return lines;
  }

  // ---- cells -------------------------------------------------------------------------------------

  void add_cell(lxw_worksheet* sheet, FormCell const& cell) {
    const lxw_row_t row = first_table_row + cell.row;
    lxw_format* const format = format_of(cell);
    if (cell.rows > 1 || cell.columns > 1) {
      worksheet_merge_range(sheet, row, cell.column, row + cell.rows - 1U, static_cast<lxw_col_t>(cell.column + cell.columns - 1), "", format);
    }
    if (cell.role != Role::figure) {
      worksheet_write_string(sheet, row, cell.column, cell.text.c_str(), format);
    } else if (cell.figure.value) {
      worksheet_write_number(sheet, row, cell.column, std::stod(cell.figure.value->to_string()), format);
    } else {
      worksheet_write_string(sheet, row, cell.column, (cell.figure.text + small_mark(cell.figure, words_)).c_str(), format);
    }
  }

  /// A number shows its footnote by its format and stays a number.
  lxw_format* format_of(FormCell const& cell) {
    const std::string mark = cell.role == Role::figure && cell.figure.value ? small_mark(cell.figure, words_) : std::string();
    const Colours colours = colours_of(cell);
    const bool left = cell.role == Role::label && cell.rows == 1;
    const auto key = std::tuple(colours.fill, colours.font, left, cell.depth, mark);
    const auto found = formats_.find(key);
    if (found != formats_.end()) return found->second;
    lxw_format* const format = new_format(10, false);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, left ? LXW_ALIGN_LEFT : LXW_ALIGN_CENTER);
    if (cell.depth > 0) format_set_indent(format, static_cast<std::uint8_t>(cell.depth));
    if (colours.fill != no_fill) format_set_bg_color(format, colours.fill);
    if (colours.font != black) format_set_font_color(format, colours.font);
    if (!mark.empty()) format_set_num_format(format, fmt::format("General\"{}\"", mark).c_str());
    return formats_.emplace(key, format).first->second;
  }

  // ---- notes and losses ----------------------------------------------------------------------------

  void add_line(lxw_worksheet* sheet, lxw_row_t row, std::string const& text, double width, lxw_format* format) {
    worksheet_write_string(sheet, row, 0, text.c_str(), format);
    worksheet_set_row(sheet, row, points_per_line * lines_of(text, width) + 3, nullptr);
  }

  void add_notes() {
    constexpr double width = 76;
    lxw_worksheet* const sheet = add_sheet(words_.notes_sheet);
    worksheet_set_column(sheet, 0, 0, width, nullptr);
    lxw_format* const heading = new_format(12, true);
    lxw_format* const plain = new_format(10, false);
    lxw_row_t row = 0;
    for (PlainList const& list : lists_of(form_, words_)) {
      if (list.heading == words_.losses_heading) continue;  // has a sheet of its own
      add_line(sheet, row++, list.heading, width, heading);
      for (std::string const& line : list.lines) add_line(sheet, row++, line, width, plain);
      ++row;
    }
  }

  void add_losses() {
    lxw_worksheet* const sheet = add_sheet(words_.losses_sheet);
    worksheet_set_landscape(sheet);
    constexpr double why_width = 60, label_width = 45;
    const std::pair<std::string const*, double> columns[] = {
        {&words_.loss_cell, 18}, {&words_.loss_label, label_width}, {&words_.loss_value, 12}, {&words_.loss_unit, 8}, {&words_.loss_why, why_width}};
    lxw_format* const head = new_format(10, true);
    format_set_border(head, LXW_BORDER_THIN);
    format_set_bg_color(head, 0xF4F6F8);
    lxw_format* const plain = new_format(10, false);
    format_set_border(plain, LXW_BORDER_THIN);
    for (lxw_col_t c = 0; c < std::size(columns); ++c) {
      worksheet_set_column(sheet, c, c, columns[c].second, nullptr);
      worksheet_write_string(sheet, 0, c, columns[c].first->c_str(), head);
    }
    lxw_row_t row = 1;
    for (FormLoss const& loss : form_.losses) {
      worksheet_write_string(sheet, row, 0, loss.id.c_str(), plain);
      worksheet_write_string(sheet, row, 1, loss.label.c_str(), plain);
      worksheet_write_number(sheet, row, 2, std::stod(loss.value), plain);
      worksheet_write_string(sheet, row, 3, loss.unit.c_str(), plain);
      worksheet_write_string(sheet, row, 4, loss.why.c_str(), plain);
      worksheet_set_row(sheet, row++, points_per_line * std::max(lines_of(loss.why, why_width), lines_of(loss.label, label_width)) + 3, nullptr);
    }
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_freeze_panes(sheet, 1, 0);
  }

  Form const& form_;
  LayoutWords const& words_;
  std::string font_;
  lxw_workbook* book_;
  std::map<std::tuple<lxw_color_t, lxw_color_t, bool, std::uint16_t, std::string>, lxw_format*> formats_;
};

}  // namespace

std::string write_xlsx(Report const& report, Conversion const& conversion, Registry const& registry) {
  const Form form = lay_out(report, conversion, registry);
  // The library writes to a named file only: this one has no other name and is gone when it is closed.
  const std::unique_ptr<std::FILE, CloseFile> file(std::tmpfile());
  if (!file) throw std::runtime_error("no temporary file can be made for the workbook");
  Workbook(form, registry.layout(), fmt::format("/dev/fd/{}", ::fileno(file.get())).c_str()).write();
  std::string bytes;
  char buffer[1 << 14];
  std::rewind(file.get());
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) bytes.append(buffer, got);
  if (std::ferror(file.get()) != 0 || bytes.empty()) throw std::runtime_error("the workbook cannot be read back");
  return bytes;
}

}  // namespace tiaoli
