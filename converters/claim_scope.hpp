#pragma once
// Of what the prose speaks, from word to word; used by claims.cpp.
#include <string>
#include <string_view>

#include "model/claim.hpp"

namespace tiaoli {

struct ScopeWords {
  Scope scope = Scope::unstated;
  std::string words;
};

/// Keeps the words of scope (全县, 本级) of the clause that is read, of the part of the sentence up to a semicolon, and of the
/// sentence. A topic (环保) narrows its own clause only. The words must outlive the clause.
class ScopeTracker {
 public:
  void begin_sentence() { sentence_ = {}; }
  void begin_part() { part_ = {}; }
  void begin_clause() {
    clause_ = {};
    topic_ = {};
  }
  void end_clause() {
    if (clause_.scope == Scope::unstated) return;
    part_ = clause_;
    if (sentence_.scope == Scope::unstated) sentence_ = clause_;
  }

  void set(Scope scope, std::string_view words) { clause_ = {scope, std::string(words)}; }
  void set_topic(std::string_view topic) { topic_ = topic; }

  /// What holds here: the last words of the clause, else of the part, else the first of the sentence.
  ScopeWords const& current() const {
    if (clause_.scope != Scope::unstated) return clause_;
    return part_.scope != Scope::unstated ? part_ : sentence_;
  }
  std::string_view topic() const { return topic_; }

 private:
  ScopeWords clause_, part_, sentence_;
  std::string_view topic_;
};

}  // namespace tiaoli
