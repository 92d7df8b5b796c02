#pragma once
// Why a document could not be read: a value that the caller makes a diagnostic of.
#include <string>
#include <utility>

namespace tiaoli {

struct ReadFailure {
  enum class Why {
    none,
    broken,         ///< the bytes are no such document; `detail` is the part, and what is wrong with it
    missing,        ///< a part that such a document must have is not there; `detail` is its name
    too_large,      ///< more than the limits allow; `detail` is the part, or the limit of a program
    too_deep,       ///< elements nested deeper than any document's; `detail` is the part
    has_doctype,    ///< XML with a document type, which could define entities; `detail` is the part
    encrypted,      ///< a password is needed
    not_installed,  ///< the program that converts it is not there
    timed_out,      ///< the program that converts it took too long
    not_converted   ///< the program that converts it made nothing; `detail` is what it said
  };
  Why why = Why::none;
  std::string detail;  ///< for the message, not translated
};

}  // namespace tiaoli
