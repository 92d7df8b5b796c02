#include "model/sheet.hpp"

namespace tiaoli {

std::string_view to_string(State state) {
  switch (state) {
    case State::reported: return "reported";
    case State::blank: return "blank";
    case State::mark: return "mark";
    case State::unreadable: return "unreadable";
    case State::missing: break;
  }
  return "missing";
}

}  // namespace tiaoli
