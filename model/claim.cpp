#include "model/claim.hpp"

namespace tiaoli {

std::string_view to_string(Approximation approximation) {
  switch (approximation) {
    case Approximation::exact: return "exact";
    case Approximation::about: return "about";
    case Approximation::at_least: return "at_least";
    case Approximation::at_most: break;
  }
  return "at_most";
}

std::string_view to_string(Scope scope) {
  switch (scope) {
    case Scope::whole: return "whole";
    case Scope::part: return "part";
    case Scope::unstated: break;
  }
  return "unstated";
}

}  // namespace tiaoli
