#include "model/report.hpp"

namespace tiaoli {

std::string_view to_string(Fidelity fidelity) {
  switch (fidelity) {
    case Fidelity::exact: return "exact";
    case Fidelity::sum: return "sum";
    case Fidelity::close: return "close";
    case Fidelity::bounded: return "bounded";
    case Fidelity::none: break;
  }
  return "none";
}

}  // namespace tiaoli
