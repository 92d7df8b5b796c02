#pragma once
// The reports that the benchmarks read.
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "model/source.hpp"

namespace tiaoli::bench {

/// Texts that are read one after the other in one iteration: one report many times or all reports of an edition
/// in turn, at different addresses, until they are larger than the caches next to a core.
struct Corpus {
  std::string name;  ///< `2014`, `2014/wuzhong`, `seeds/xiji_2017`
  std::vector<std::string> texts;
  std::vector<std::unique_ptr<Source>> sources;  ///< of the same texts
  std::size_t bytes = 0;                         ///< of all texts together
};

/// A corpus for every edition that the fixtures hold, then one for every report of fixtures/ and, where the
/// folder is there, of ../shared/seeds. With TIAOLI_BENCH_PAGES in the environment the web pages of that folder instead:
/// all of them as `pages`, then each.
std::vector<Corpus> const& corpora();

}  // namespace tiaoli::bench
