#include "converters/readers/child.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <system_error>
#include <thread>

#include "tests/catch.hpp"

namespace tiaoli {
namespace {

using End = ChildResult::End;
using std::chrono::seconds;

ChildResult run_shell(std::string const& script, std::string_view input = "", ChildLimits const& limits = {}) {
  return run_child({"sh", "-c", script}, input, limits);
}

std::size_t open_files() {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

TEST_CASE("a child gives back what it prints and how it ends") {
  const auto result = run_shell("cat; echo low >&2; exit 3", "up\n");
  CHECK(result.end == End::finished);
  CHECK(result.code == 3);
  CHECK(result.output == "up\n");
  CHECK(result.errors == "low\n");
  CHECK(run_child({"printf", "%s|", "a b", "$c", "*"}, "", {}).output == "a b|$c|*|");
}

TEST_CASE("a program that is not there is not found, which no exit code can imitate") {
  CHECK(run_child({"tiaoli-no-such-program"}, "", {}).end == End::not_found);
  CHECK(run_child({"/nowhere/at/all"}, "text", {}).end == End::not_found);
  CHECK(run_shell("exit 127").end == End::finished);
  CHECK_THROWS_AS(run_child({"true"}, "", {}, "/nowhere"), std::system_error);
  CHECK_THROWS_AS(run_child({"/etc/passwd"}, "", {}), std::system_error);
  CHECK_THROWS_AS(run_child({}, "", {}), std::system_error);
}

TEST_CASE("a child works in the folder it is given") {
  std::filesystem::path kept;
  {
    const TemporaryFolder folder;
    kept = folder.path();
    struct stat about {};
    REQUIRE(::stat(kept.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777U) == 0700U);
    CHECK(run_child({"sh", "-c", "mkdir -p deep/er && echo x > deep/er/file"}, "", {}, kept).code == 0);
    CHECK(std::filesystem::exists(kept / "deep/er/file"));
  }
  CHECK_FALSE(std::filesystem::exists(kept));
}

TEST_CASE("much goes in and comes out") {
  std::string input;
  for (int i = 0; input.size() < (std::size_t{8} << 20U); ++i) input += std::to_string(i) + "\n";
  const auto result = run_shell("cat", input);
  CHECK(result.end == End::finished);
  CHECK((result.output == input));
  CHECK(run_shell("true", input).end == End::finished);  // a program that does not read it
  CHECK(run_shell("exec 0<&-; echo done", input).output == "done\n");
  CHECK(run_shell("yes | head -c 3000000 >&2; echo done").output == "done\n");
}

TEST_CASE("a child that takes too long ends with all it started") {
  const TemporaryFolder folder;
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_child({"sh", "-c", "(sleep 3; echo late > late) & sleep 30 & (sleep 30; true)"}, "", {seconds{1}}, folder.path());
  CHECK(result.end == End::timed_out);
  CHECK(std::chrono::steady_clock::now() - start < seconds{3});
  // Silence on both pipes is no end.
  CHECK(run_child({"sh", "-c", "exec >&- 2>&-; sleep 30"}, "", {seconds{1}}).end == End::timed_out);
  std::this_thread::sleep_for(seconds{2});
  CHECK_FALSE(std::filesystem::exists(folder.path() / "late"));
}

TEST_CASE("what a child leaves behind does not keep it alive") {
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_shell("sleep 30 & echo done");
  CHECK(result.end == End::finished);
  CHECK(result.output == "done\n");
  CHECK(std::chrono::steady_clock::now() - start < seconds{10});
}

TEST_CASE("limits of a child") {
  ChildLimits limits;
  limits.output = 1 << 20U;
  CHECK(run_shell("yes", "", limits).end == End::too_much_output);
  CHECK(run_shell("head -c 1048576 /dev/zero", "", limits).output.size() == limits.output);
  const TemporaryFolder folder;
  CHECK(run_child({"dd", "if=/dev/zero", "of=big", "bs=2000000", "count=2"}, "", limits, folder.path()).end != End::timed_out);
  CHECK(std::filesystem::file_size(folder.path() / "big") <= limits.output);

  ChildLimits small;
  small.memory = std::size_t{64} << 20U;
  const auto hungry = run_child({"dd", "if=/dev/zero", "of=/dev/null", "bs=256M", "count=1"}, "", small);
  CHECK((hungry.end == End::killed || hungry.code != 0));
  CHECK(run_child({"dd", "if=/dev/zero", "of=/dev/null", "bs=256M", "count=1"}, "", {}).code == 0);

  ChildLimits short_time;
  short_time.processor = seconds{1};
  CHECK(run_shell("while :; do :; done", "", short_time).end == End::timed_out);
  CHECK(run_shell("kill -9 $$").end == End::killed);
}

TEST_CASE("a child inherits no files and none are left open") {
  const int leak = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  REQUIRE(leak > 2);
  const std::size_t before = open_files();
  const auto result = run_shell("[ -e /proc/self/fd/" + std::to_string(leak) + " ] && echo leaked; exit 0");
  CHECK(result.output.empty());
  CHECK(open_files() == before);
  ::close(leak);
}

TEST_CASE("children run side by side in threads") {
  std::vector<std::thread> threads;
  std::vector<std::string> outputs(8);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    threads.emplace_back([&outputs, i] { outputs[i] = run_shell("sleep 0.1; cat", std::to_string(i)).output; });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < outputs.size(); ++i) CHECK(outputs[i] == std::to_string(i));
}

}  // namespace
}  // namespace tiaoli
